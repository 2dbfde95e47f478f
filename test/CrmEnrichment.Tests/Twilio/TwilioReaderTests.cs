using System.Text.Json;
using CrmEnrichment.Local.Twilio;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.Platforms.Twilio;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Twilio;

/// <summary>What is read of Twilio's callbacks, and what is refused.</summary>
public sealed class TwilioReaderTests
{
    private static readonly DateTimeOffset s_start = new(2026, 8, 20, 14, 3, 11, TimeSpan.Zero);

    private static readonly TwilioOptions s_options = new() { WorkspaceSid = TwilioAccount.Workspace, CustomerIdAttribute = "crm.id", NotesAttribute = "notes" };

    [Fact]
    public void A_created_task_says_who_calls()
    {
        var interaction = Interaction(("TaskAttributes", """{"from":"+13175550142","call_sid":"CA1","crm":{"id":17}}"""));

        interaction.ShouldBe(new Interaction
        {
            Origin = "twilio/task",
            Id = Forms.TaskSid,
            MediaType = "VOICE",
            Caller = new Caller.Phone("+13175550142"),
            CustomerId = "17",
            OccurredAt = s_start,
            StaleAt = s_start.AddDays(4),
        });
    }

    [Theory]
    [InlineData("""{"caller":"+13175550142"}""", "voice", "+13175550142")]
    [InlineData("""{"direction":"outbound","from":"+13175550100","outbound_to":"+13175550142"}""", "voice", "+13175550142")]
    [InlineData("""{"from":"whatsapp:+13175550142"}""", "chat", "whatsapp:+13175550142")]
    [InlineData("""{"from":13175550142}""", "voice", "13175550142")]
    public void A_number_is_found_where_it_stands(string attributes, string channel, string number) =>
        Interaction(("TaskAttributes", attributes), ("TaskChannelUniqueName", channel)).Caller.ShouldBe(new Caller.Phone(number));

    [Theory]
    [InlineData("""{"from":"dana@example.com"}""", "email")]
    [InlineData("""{"from":"client:dana"}""", "voice")]
    [InlineData("""{"from":"guest-4711"}""", "web")]
    public void An_address_is_not_taken_for_a_number(string attributes, string channel) =>
        Interaction(("TaskAttributes", attributes), ("TaskChannelUniqueName", channel)).Caller.ShouldBeOfType<Caller.Address>();

    [Theory]
    [InlineData("", "default", "UNKNOWN")]
    [InlineData("""{"call_sid":"CA1"}""", "default", "VOICE")]
    [InlineData("{}", "sms", "MESSAGE")]
    [InlineData("{}", "video", "VIDEO")]
    public void A_channel_is_a_medium_in_common_words(string attributes, string channel, string media) =>
        Interaction(("TaskAttributes", attributes), ("TaskChannelUniqueName", channel)).MediaType.ShouldBe(media);

    [Theory]
    [InlineData("TaskSid", "WT1/../../Accounts", "event.detail.TaskSid is missing or no task's SID")]
    [InlineData("TaskAttributes", "[1]", "event.detail.TaskAttributes is no JSON object")]
    [InlineData("TaskAttributes", "{", "event.detail.TaskAttributes is no JSON object")]
    [InlineData("TaskChannelUniqueName", "a\u0001b", "event.detail.TaskChannelUniqueName has a wrong type or form")]
    public void What_is_malformed_is_named_without_its_value(string field, string value, string problem)
    {
        var message = new TwilioTaskReader(s_options).Read(Payload(Created((field, value)))).ShouldBeOfType<EventReading<Interaction>.Invalid>().Message;

        message.ShouldStartWith(problem);
        message.ShouldNotContain(value);
    }

    [Theory]
    [InlineData("EventType", "reservation.created")]
    [InlineData("WorkspaceSid", "WS00000000000000000000000000000002")]
    public void Another_event_or_workspace_is_not_ours(string field, string value) =>
        new TwilioTaskReader(s_options).Read(Payload(Created((field, value)))).ShouldBeOfType<EventReading<Interaction>.NotOurs>();

    [Fact]
    public void Events_of_Genesys_are_not_ours()
    {
        new TwilioTaskReader(s_options).Read(SampleEvents.Read("01-")).ShouldBeOfType<EventReading<Interaction>.NotOurs>();
        new TwilioInteractionEventReader(s_options).Read(SampleEvents.Read("19-")).ShouldBeOfType<EventReading<InteractionEvent>.NotOurs>();
    }

    [Fact]
    public void A_callback_is_known_by_its_own_id_else_by_its_content()
    {
        Key(Created()).ShouldBe(Key(Created(("TaskAge", "7"))));
        Key(Created()).ShouldNotBe(Key(Created(("Sid", "EV2"))));
        VoiceKey(("CallStatus", "completed")).ShouldBe(VoiceKey(("CallStatus", "completed")));
        VoiceKey(("CallStatus", "completed")).ShouldNotBe(VoiceKey(("CallStatus", "busy")));

        static string Key(Dictionary<string, string> form) => new TwilioTaskReader(s_options).Read(Payload(form)).Identity.Key.ShouldNotBeNull();
        static string VoiceKey((string, string) status) => Read(Forms.Voice(status), TwilioCallback.VoiceSource).Identity.Key.ShouldNotBeNull();
    }

    [Fact]
    public void An_agent_is_named_with_the_address_that_the_worker_has()
    {
        var joined = Ours(Forms.OfReservation("reservation.accepted", 12, s_start));

        (joined.Step, joined.AgentId, joined.AgentName, joined.AgentEmail, joined.HasAnswered, joined.QueueName, joined.At)
            .ShouldBe((InteractionStep.AgentJoined, Forms.Worker, "dana", "dana@example.com", true, "Support", s_start.AddSeconds(12)));
        joined.CallId.ShouldBe(Forms.Call);
    }

    [Fact]
    public void Attributes_and_workers_that_are_no_JSON_cost_themselves_and_nothing_else()
    {
        var form = Forms.OfReservation("reservation.accepted", 12, s_start);
        (form["TaskAttributes"], form["WorkerAttributes"]) = ("{", "dana");

        var joined = Ours(form);

        (joined.AgentName, joined.AgentEmail, joined.Caller).ShouldBe(("dana", null, Caller.Withheld));
    }

    [Theory]
    [InlineData("""{"conversations":{"outcome":"Sold"},"notes":"two\nlines"}""", "Sold", "two\nlines")]
    [InlineData("{}", "hangup", null)]
    public void The_outcome_is_an_attribute_or_else_the_reason(string attributes, string outcome, string? notes)
    {
        var completed = Ours(Forms.TaskRouter("task.completed", 131, s_start, ("TaskAttributes", attributes), ("TaskCompletedReason", "hangup")));

        (completed.Step, completed.WrapUpName, completed.Notes).ShouldBe((InteractionStep.Closed, outcome, notes));
    }

    // Each write of ours is such an event.
    [Fact]
    public void A_changed_task_tells_something_only_with_an_outcome_or_notes()
    {
        Read(Forms.TaskRouter("task.updated", 1, s_start, ("TaskAttributes", """{"crm_name":"Dana"}""")), TwilioCallback.TaskRouterSource).ShouldBeOfType<EventReading<InteractionEvent>.NotOurs>();
        Ours(Forms.TaskRouter("task.updated", 1, s_start, ("TaskAttributes", """{"notes":"Call back"}"""))).Notes.ShouldBe("Call back");
    }

    [Fact]
    public void A_call_that_is_over_tells_its_duration_and_a_recording_where_it_is()
    {
        var over = Ours(Forms.Voice(("CallStatus", "completed"), ("CallDuration", "113"), ("Direction", "outbound-api"), ("From", "+13175550100"), ("To", "+13175550142"), ("Timestamp", "Thu, 20 Aug 2026 14:05:04 +0000")), TwilioCallback.VoiceSource);
        (over.Origin, over.InteractionId, over.Duration, over.Direction, over.Caller, over.OwnNumber, over.At)
            .ShouldBe(("twilio/call", Forms.Call, TimeSpan.FromSeconds(113), "OUTBOUND", new Caller.Phone("+13175550142"), "+13175550100", s_start.AddSeconds(113)));

        Ours(Forms.Voice(("RecordingUrl", "https://api.twilio.com/RE1")), TwilioCallback.VoiceSource).Recording.ShouldBe(new Uri("https://api.twilio.com/RE1"));
        Read(Forms.Voice(("CallStatus", "ringing")), TwilioCallback.VoiceSource).ShouldBeOfType<EventReading<InteractionEvent>.NotOurs>();
        Read(Forms.Voice(("CallStatus", "completed"), ("CallSid", "CA\" OR 1 == 1")), TwilioCallback.VoiceSource).ShouldBeOfType<EventReading<InteractionEvent>.Invalid>();
    }

    private static Dictionary<string, string> Created(params (string Name, string Value)[] more) => Forms.TaskRouter("task.created", 0, s_start, more);

    private static Interaction Interaction(params (string Name, string Value)[] more) =>
        new TwilioTaskReader(s_options).Read(Payload(Created(more))).ShouldBeOfType<EventReading<Interaction>.Ours>().Event;

    private static InteractionEvent Ours(Dictionary<string, string> form, string source = TwilioCallback.TaskRouterSource) =>
        Read(form, source).ShouldBeOfType<EventReading<InteractionEvent>.Ours>().Event;

    private static EventReading<InteractionEvent> Read(Dictionary<string, string> form, string source) => new TwilioInteractionEventReader(s_options).Read(Payload(form, source));

    private static JsonElement Payload(Dictionary<string, string> form, string source = TwilioCallback.TaskRouterSource) =>
        TwilioCallback.Write(source, [.. form.Select(field => (field.Key, field.Value))], s_start.AddSeconds(1));
}
