using System.Text.Json;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>What tells two calls apart, and how an event stands in the queue.</summary>
public sealed class CallEventTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 12, 5, 43, TimeSpan.Zero);

    [Theory]
    [InlineData("uniqueid=1.2&lead_id=5&dispo=SALE&talk_time=1", "uniqueid=1.2&lead_id=5&dispo=sale&talk_time=2", true)]
    [InlineData("uniqueid=1.2&lead_id=5&dispo=SALE", "uniqueid=1.2&lead_id=5&dispo=NI", false)]
    [InlineData("uniqueid=1.2&lead_id=5&dispo=SALE", "uniqueid=1.2&lead_id=6&dispo=SALE", false)]
    [InlineData("uniqueid=1.2&lead_id=5&dispo=SALE", "uniqueid=1.3&lead_id=5&dispo=SALE", false)]
    [InlineData("uniqueid=1.2&lead_id=5&dispo=SALE&agent_log_id=9", "uniqueid=1.2&lead_id=5&dispo=SALE&agent_log_id=10", false)]
    [InlineData("lead_id=5&dispo=SALE&recording=a", "lead_id=5&dispo=SALE&recording=b", false)]
    [InlineData("lead_id=5&dispo=SALE&talk_time=1", "lead_id=5&dispo=SALE&talk_time=1", true)]
    [InlineData("lead_id=5&dispo=SALE&talk_time=1", "lead_id=5&dispo=SALE&talk_time=2", false)]
    public void One_call_with_one_disposition_is_one_message(string one, string other, bool same) =>
        string.Equals(CallIdentity.DeduplicationId(Of(one)), CallIdentity.DeduplicationId(Of(other)), StringComparison.Ordinal).ShouldBe(same);

    [Fact]
    public void A_start_and_an_end_are_two_events_of_one_interaction()
    {
        const string Query = "uniqueid=1795170000.12&lead_id=502";
        var (start, end) = (CallEvent.Of(CallKind.Start, CallQuery.Read(Query), s_now), Of(Query));

        CallIdentity.Key(start).ShouldNotBe(CallIdentity.Key(end));
        CallIdentity.Interaction(start).ShouldBe("1795170000.12-502");
        CallIdentity.Interaction(end).ShouldBe("1795170000.12-502");
    }

    [Fact]
    public void What_a_url_said_is_read_back_out_of_the_queue()
    {
        var sent = Of("lead_id=502&vendor_lead_code=501&dispo=SALE&fullname=Jane+Doe&user=1002&channel_group=SUPPORT&talk_time=61&uniqueid=1.2");

        var read = CallEvent.Read(JsonElement.Parse(sent.ToJson())).ShouldBeOfType<EventReading<CallEvent>.Ours>().Event;

        (read[CallField.AgentName], read[CallField.Agent], read[CallField.Group], read[CallField.TalkTime], read.VendorCode).ShouldBe(("Jane Doe", "1002", "SUPPORT", "61", "501"));
        CallIdentity.Key(read).ShouldBe(CallIdentity.Key(sent));
    }

    [Fact]
    public void A_url_that_names_no_call_tells_of_another_one_at_another_time()
    {
        const string Query = "lead_id=5&dispo=NA&vendor_code=501";
        var (today, tomorrow) = (Of(Query), CallEvent.Of(CallKind.End, CallQuery.Read(Query), s_now.AddDays(1)));

        CallIdentity.Key(today).ShouldNotBe(CallIdentity.Key(tomorrow));
        CallIdentity.Interaction(today).ShouldNotBe(CallIdentity.Interaction(tomorrow));
    }

    [Theory]
    [InlineData("vendor_code=501&lead_id=5", "vendor_code=501&lead_id=6", true)]
    [InlineData("vendor_code=501&lead_id=5", "vendor_code=502&lead_id=5", false)]
    [InlineData("lead_id=5&uniqueid=1.2", "lead_id=5&uniqueid=1.3", true)]
    [InlineData("vendor_code=5", "lead_id=5", false)]
    public void Calls_about_one_record_are_one_group(string one, string other, bool same) =>
        string.Equals(CallIdentity.Record(Of(one)), CallIdentity.Record(Of(other)), StringComparison.Ordinal).ShouldBe(same);

    [Theory]
    [InlineData("uniqueid=../../x&lead_id=5&dispo=NI")]
    [InlineData("uniqueid=a b&lead_id=5&dispo=NI")]
    [InlineData("recording=20261120-060000_7275551002&dispo=NI")]
    public void What_comes_from_outside_is_hashed_unless_it_is_a_plain_id(string query)
    {
        var e = Of(query);

        CallIdentity.Interaction(e).ShouldMatch("^[0-9a-f]{40}$");
        CallIdentity.Record(e).ShouldMatch("^[0-9a-f]{40}$");
        CallIdentity.Key(e).ShouldMatch("^[0-9a-f]{40}$");
    }

    [Fact]
    public void An_event_is_read_as_it_was_written()
    {
        var e = Of("lead_id=502&dispo=sale&first_name=Jos%C3%A9+%22%F0%9F%99%82%22&uniqueid=1795170000.12&call_notes=a%0Ab");

        var reading = CallEvent.Read(JsonElement.Parse(e.ToJson()));

        var read = reading.ShouldBeOfType<EventReading<CallEvent>.Ours>().Event;
        read.Fields.ShouldBe(e.Fields, ignoreOrder: true);
        read.ReceivedAt.ShouldBe(s_now);
        read.Disposition.ShouldBe("SALE");
        reading.Identity.ShouldBe(new(CallIdentity.Key(e), "1795170000.12-502", s_now));
    }

    [Theory]
    [InlineData("""[]""", "no JSON object")]
    [InlineData("""{"source":"vicidial.call_end"}""", "event.time or event.detail is missing")]
    [InlineData("""{"source":"vicidial.call_end","time":"2026-11-20T12:05:43Z","detail":{"dispo":5}}""", "event.detail.dispo has a wrong type or form")]
    public void A_malformed_event_is_told_with_its_fix(string payload, string message) =>
        CallEvent.Read(JsonElement.Parse(payload)).ShouldBeOfType<EventReading<CallEvent>.Invalid>().Message.ShouldContain(message);

    [Fact]
    public void Another_platforms_event_is_not_ours() =>
        CallEvent.Read(JsonElement.Parse("""{"source":"twilio.voice","detail":{}}""")).ShouldBeOfType<EventReading<CallEvent>.NotOurs>();

    private static CallEvent Of(string query) => CallEvent.Of(CallKind.End, CallQuery.Read(query), s_now);
}
