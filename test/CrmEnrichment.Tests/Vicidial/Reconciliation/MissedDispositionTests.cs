using System.Text.Json;
using CrmEnrichment.Dispositions.Reconciliation;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial.Reconciliation;

/// <summary>What is done about a disposition that did not reach us, and what SyncDisposition is told.</summary>
public sealed class MissedDispositionTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly DateTimeOffset s_called = new(2026, 11, 27, 15, 30, 0, TimeSpan.Zero);
    private static readonly LeadCall s_lead = new("502", "CRM-502", "NI", "1002", "7275551002", "1", s_called);

    [Theory]
    [InlineData("NI", "NI", "Missing")]
    [InlineData("SALE", "NI", "Superseded")]
    [InlineData("SALE", "DNC", "Missing")]
    [InlineData("DNC", "NI", "Superseded")]
    [InlineData("CBHOLD", "CALLBK", "Missing")]
    [InlineData("CALLBK", "CALLBK", "Missing")]
    public void An_outcome_that_the_lead_has_no_more_is_not_brought_back_except_do_not_call(string now, string missed, string kind) =>
        Judge(s_lead with { Status = now }, missed).ShouldBe(kind);

    [Fact]
    public void What_cannot_be_repaired_or_needs_no_repair_is_told_apart()
    {
        Judge(s_lead with { VendorCode = null }, "NI").ShouldBe("NoVendorCode");
        Judge(s_lead with { CalledAt = s_called.AddDays(-2) }, "NI").ShouldBe("BeforeTheFirst");
        Judge(s_lead with { CalledAt = s_called.AddHours(3) }, "NI").ShouldBe("Waiting");
        Judge(s_lead with { CalledAt = null }, "NI").ShouldBe("Missing");
        Judge(s_lead, "NI", isStale: true).ShouldBe("Stale");
        Judge(s_lead with { Status = "SALE" }, "NI", isStale: true).ShouldBe("Superseded");
    }

    [Theory]
    [InlineData(0.9, "Missing")]
    [InlineData(1.0, "BeforeTheFirst")]
    public void A_call_in_the_second_of_the_first_url_is_not_before_it(double secondsBefore, string kind) =>
        MissedDisposition.Judge(s_lead, "NI", s_called.AddSeconds(secondsBefore), s_called.AddHours(1), isStale: false).ToString().ShouldBe(kind);

    [Fact]
    public void The_event_is_read_as_one_that_came_over_its_url()
    {
        var lead = s_lead with { VendorCode = "A+B 1&2", User = "agent 1" };
        var sent = MissedDisposition.Event(lead, "CALLBK", new(2026, 11, 27), "TESTCAMP", "2026-12-24 10:30:00", s_called);

        var read = CallEvent.Read(JsonElement.Parse(sent.ToJson())).ShouldBeOfType<CrmEnrichment.Pipeline.EventReading<CallEvent>.Ours>().Event;
        (read.LeadId, read.VendorCode, read.Disposition, read.Campaign, read.ReceivedAt).ShouldBe(("502", "A+B 1&2", "CALLBK", "TESTCAMP", s_called));
        (read[CallField.Agent], read[CallField.CallbackTime], read[CallField.Phone], read[CallField.PhoneCode]).ShouldBe(("agent 1", "2026-12-24 10:30:00", "7275551002", "1"));

        var again = MissedDisposition.Event(lead with { CalledAt = null }, "CALLBK", new(2026, 11, 27), campaign: null, callbackAt: null, s_called.AddHours(1));
        CallIdentity.Key(again).ShouldBe(CallIdentity.Key(sent), "found a second time, it is the same event");
    }

    // Of a whole second it may be any moment: an outcome of another call that was told in that second is not taken for a later one.
    [Theory]
    [InlineData("2026-11-27T15:30:00Z", "2026-11-28T09:00:00Z", "2026-11-27T15:30:00.999Z")]
    [InlineData("2026-11-27T15:30:00Z", "2026-11-27T15:30:00.4Z", "2026-11-27T15:30:00.4Z")]
    [InlineData("2026-11-28T15:30:00Z", "2026-11-29T09:00:00Z", "2026-11-27T17:00:00Z")]
    [InlineData(null, "2026-11-28T09:00:00Z", "2026-11-27T17:00:00Z")]
    [InlineData(null, "2026-11-27T11:54:00Z", "2026-11-27T11:54:00Z")]
    public void It_counts_from_the_leads_call_or_the_middle_of_the_day_and_never_from_a_time_to_come(string? called, string now, string expected) =>
        MissedDisposition.At(s_lead with { CalledAt = called is null ? null : Moment(called) }, new(2026, 11, 27), s_zone, Moment(now)).ShouldBe(Moment(expected));

    [Fact]
    public void A_lead_is_read_with_its_own_clock()
    {
        var lead = LeadCall.Read(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["lead_id"] = "502",
            ["status"] = "ni",
            ["vendor_lead_code"] = " CRM-502 ",
            ["user"] = "1002",
            ["phone_number"] = "7275551002",
            ["phone_code"] = "1",
            ["last_local_call_time"] = "2026-11-27 10:30:00",
            ["gmt_offset_now"] = "-5.00",
        });

        lead.ShouldBe(s_lead);
        LeadCall.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["lead_id"] = "x" }).ShouldBeNull();
        LeadCall.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["lead_id"] = "1", ["last_local_call_time"] = "0000-00-00 00:00:00" })!.CalledAt.ShouldBeNull();
    }

    [Theory]
    [InlineData(null, null, null, "2026-11-26 2026-11-27")]
    [InlineData(null, null, "2026-11-28", "2026-11-26 2026-11-27")]
    [InlineData(null, null, "2026-11-20", "2026-11-20 2026-11-27")]
    [InlineData(null, null, "2026-01-01", "2026-10-29 2026-11-27")]
    [InlineData("2026-11-10", null, null, "2026-11-10 2026-11-28")]
    [InlineData("2026-11-10", "2026-11-12", null, "2026-11-10 2026-11-12")]
    [InlineData("2026-11-10", "2027-01-01", null, "2026-11-10 2026-11-28")]
    public void The_schedule_compares_days_that_are_over_and_a_person_any(string? since, string? until, string? reached, string days)
    {
        var (first, last) = DispositionPeriod.Of(Request(since, until), Day(reached), new(2026, 11, 28));

        $"{first:yyyy-MM-dd} {last:yyyy-MM-dd}".ShouldBe(days);
    }

    [Theory]
    [InlineData("2026-10-01", null, "since is before 2026-10-29")]
    [InlineData("2026-11-29", null, "since is after until, or in the future")]
    [InlineData("2026-11-20", "2026-11-19", "since is after until")]
    [InlineData(null, "2026-11-19", "until is set, and since is not")]
    public void Days_that_cannot_be_compared_are_refused(string? since, string? until, string sentence) =>
        Should.Throw<ArgumentException>(() => DispositionPeriod.Of(Request(since, until), reached: null, new(2026, 11, 28))).Message.ShouldContain(sentence);

    private static string Judge(LeadCall lead, string missed, bool isStale = false) => MissedDisposition.Judge(lead, missed, s_called.AddDays(-1), s_called.AddHours(1), isStale).ToString();

    private static DispositionReconcileRequest Request(string? since, string? until) => new() { Since = Day(since), Until = Day(until) };

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
