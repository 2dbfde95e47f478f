using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.Platforms.Genesys;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Interactions;

/// <summary>The events of a whole interaction, from the recorded samples.</summary>
public sealed class GenesysInteractionEventReaderTests
{
    private const string Conversation = "7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef";
    private const string AgentsParticipant = "3e0a0003-4a1b-4c2d-8e3f-077f17565ccd";
    private const string Agent = "51a20002-4a1b-4c2d-8e3f-09dd323e3dde";
    private const string Queue = "51a20001-4a1b-4c2d-8e3f-09dd323e1eef";

    private readonly GenesysInteractionEventReader _reader = new(new GenesysOptions());

    /// <summary>What every event of the sample call says.</summary>
    private static InteractionEvent OfTheCall { get; } = new()
    {
        Origin = ParticipantAttributesWriter.PartnerOrigin,
        InteractionId = Conversation,
        Step = InteractionStep.Started,
        At = SampleEvents.RecordedAt,
        StaleAt = SampleEvents.RecordedAt.AddDays(4),
        MediaType = "VOICE",
        Direction = "INBOUND",
        Caller = new Caller.Phone("tel:+13175550142"),
        OwnNumber = "tel:+13175550100",
    };

    [Fact]
    public void The_customers_events_tell_of_its_beginning_and_its_end()
    {
        Ours("01-").ShouldBe(OfTheCall);
        Ours("19-").ShouldBe(At(1_787_234_831_382) with { Step = InteractionStep.Ended, Duration = TimeSpan.FromMilliseconds(239_700) });
    }

    [Fact]
    public void An_agents_events_name_them_their_queue_and_their_times()
    {
        var agents = OfTheCall with { AgentSession = AgentsParticipant, AgentId = Agent, QueueId = Queue };

        Ours("17-").ShouldBe(At(1_787_234_600_082, agents) with { Step = InteractionStep.AgentJoined });
        Ours("18-").ShouldBe(At(1_787_234_831_482, agents) with { Step = InteractionStep.AgentLeft, TalkTime = TimeSpan.FromMilliseconds(217_521), HoldTime = TimeSpan.FromMilliseconds(3_073) });
        Ours("20-").ShouldBe(At(1_787_234_851_482, agents) with
        {
            Step = InteractionStep.AfterCallWorkEnded,
            WrapUpCode = "51a20005-4a1b-4c2d-8e3f-09dd323e9aab",
            Notes = "Customer will pay on Friday",
        });
    }

    [Fact]
    public void A_wrap_up_names_the_agents_participant_and_no_user() =>
        Ours("wrapup-late").ShouldBe(At(1_787_235_091_482) with
        {
            Step = InteractionStep.WrappedUp,
            AgentSession = AgentsParticipant,
            QueueId = Queue,
            WrapUpCode = "51a20006-4a1b-4c2d-8e3f-09dd323ebb9a",
            Notes = "Customer called back and paid by card",
        });

    [Fact]
    public void On_an_outbound_interaction_the_customer_was_dialled_and_we_dialled()
    {
        var outbound = Ours("07-");

        outbound.Caller.ShouldBe(new Caller.Phone("tel:+13175550142"));
        (outbound.Direction, outbound.OwnNumber).ShouldBe(("OUTBOUND", "tel:+13175550100"));
    }

    [Theory]
    [InlineData("14-")]
    [InlineData("15-")]
    [InlineData("22-")]
    [InlineData("28-")]
    [InlineData("look-alike")]
    public void Every_other_topic_is_not_ours(string sample) =>
        _reader.Read(SampleEvents.Read(sample)).ShouldBeOfType<EventReading<InteractionEvent>.NotOurs>();

    [Fact]
    public void Which_topics_start_an_enrichment_makes_no_difference() =>
        new GenesysInteractionEventReader(new GenesysOptions { Topics = ["flow.start"] }).Read(SampleEvents.Read("19-")).ShouldBeOfType<EventReading<InteractionEvent>.Ours>();

    [Fact]
    public void A_copy_with_a_new_envelope_is_the_same_event_and_another_topic_another()
    {
        var key = _reader.Read(SampleEvents.Read("19-")).Identity.Key.ShouldNotBeNull();

        _reader.Read(SampleEvents.With("19-", e => e["id"] = "00000000-0000-0000-0000-000000000001")).Identity.Key.ShouldBe(key);
        new GenesysEventReader(new GenesysOptions { Topics = ["customer.end"] }).Read(SampleEvents.Read("19-")).Identity.Key.ShouldBe(key);
        new[] { "01-", "17-", "18-", "19-", "20-", "wrapup-late" }.Select(sample => _reader.Read(SampleEvents.Read(sample)).Identity.Key).Distinct(StringComparer.Ordinal).Count().ShouldBe(6);
    }

    [Fact]
    public void An_event_is_stale_by_its_own_time()
    {
        var reading = new GenesysInteractionEventReader(new GenesysOptions { MaxEventAge = TimeSpan.FromHours(1) }).Read(SampleEvents.Read("19-")).ShouldBeOfType<EventReading<InteractionEvent>.Ours>();

        reading.Identity.StaleAt.ShouldBe(reading.Event.At.AddHours(1));
        reading.Event.StaleAt.ShouldBe(reading.Identity.StaleAt);
    }

    [Theory]
    [InlineData("-5", -5L)]
    [InlineData("0", 0L)]
    [InlineData("99999999999999", 99_999_999_999_999L)]
    [InlineData("1.5e3", 1_500L)]
    [InlineData("1e300", 922_337_203_685_477L)]
    public void A_duration_is_carried_as_it_is(string sent, long milliseconds) =>
        ((long)Ours("18-", body => body["interactingDurationMs"] = JsonNode.Parse(sent)).TalkTime!.Value.TotalMilliseconds).ShouldBe(milliseconds);

    [Fact]
    public void Long_notes_are_carried_with_their_lines_and_cut_at_a_bound_and_never_through_an_emoji()
    {
        var notes = "first line\nsecond \"line\"\t漢 😀 " + new string('x', 99_000);
        Notes(notes).ShouldBe(notes);
        Notes(new string('x', 200_000))!.Length.ShouldBe(100_000);
        Notes(new string('x', 99_999) + "😀")!.Length.ShouldBe(99_999);
        Notes("").ShouldBeNull();

        string? Notes(string text) => Ours("20-", body => body["wrapupNotes"] = text).Notes;
    }

    [Fact]
    public void Notes_that_were_cut_through_an_emoji_cost_themselves_and_nothing_else()
    {
        var broken = JsonElement.Parse(SampleEvents.Text("20-").Replace("Customer will pay on Friday", "Customer \\ud83d", StringComparison.Ordinal));

        var read = _reader.Read(broken).ShouldBeOfType<EventReading<InteractionEvent>.Ours>().Event;

        (read.Notes, read.WrapUpCode).ShouldBe((null, "51a20005-4a1b-4c2d-8e3f-09dd323e9aab"));
    }

    [Theory]
    [InlineData("interactingDurationMs", "\"long\"", "event.detail.eventBody.interactingDurationMs has a wrong type or form: send milliseconds as a number.")]
    [InlineData("userId", "7", "event.detail.eventBody.userId has a wrong type or form: send text.")]
    [InlineData("wrapupNotes", "{}", "event.detail.eventBody.wrapupNotes has a wrong type or form: send text.")]
    [InlineData("eventTime", "\"2026-08-20T14:03:11Z\"", "event.detail.eventBody.eventTime has a wrong type or form: send epoch milliseconds as a whole number.")]
    [InlineData("conversationId", "\"../../users\"", "event.detail.eventBody.conversationId has a wrong type or form: send a UUID such as 7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef.")]
    public void A_malformed_field_is_named(string field, string value, string problem) =>
        _reader.Read(SampleEvents.With("18-", e => e["detail"]!["eventBody"]![field] = JsonNode.Parse(value))).ShouldBeOfType<EventReading<InteractionEvent>.Invalid>().Message.ShouldBe(problem);

    [Fact]
    public void Without_any_time_an_event_has_no_place() => _reader.Read(SampleEvents.With("18-", e =>
    {
        ((JsonObject)e).Remove("time");
        ((JsonObject)e["detail"]!["eventBody"]!).Remove("eventTime");
    })).ShouldBeOfType<EventReading<InteractionEvent>.Invalid>().Message.ShouldContain("eventTime and event.time are missing");

    [Theory]
    [InlineData("Genesys Interaction Event", InteractionStep.Started)]
    [InlineData("genesys.interaction.created", InteractionStep.Started)]
    [InlineData("genesys.interaction.updated", InteractionStep.Updated)]
    public void The_tutorials_events_tell_of_the_beginning_and_of_changes(string detailType, InteractionStep step)
    {
        var read = _reader.Read(SampleEvents.Tutorial("CUST-10042", detailType)).ShouldBeOfType<EventReading<InteractionEvent>.Ours>().Event;

        (read.Origin, read.Step, read.CustomerId, read.MediaType, read.Direction).ShouldBe((TutorialContextWriter.TutorialOrigin, step, "CUST-10042", "VOICE", "INBOUND"));
        read.At.ShouldBe(new DateTimeOffset(2026, 8, 20, 14, 3, step is InteractionStep.Started ? 11 : 12, TimeSpan.Zero));
    }

    [Fact]
    public void The_tutorials_end_tells_what_it_has()
    {
        var end = new DateTimeOffset(2026, 8, 20, 14, 7, 11, TimeSpan.Zero);
        var reading = _reader.Read(SampleEvents.Read("tutorial-interaction-ended")).ShouldBeOfType<EventReading<InteractionEvent>.Ours>();

        reading.Event.ShouldBe(new InteractionEvent
        {
            Origin = TutorialContextWriter.TutorialOrigin,
            InteractionId = "8f7e6d5c-4b3a-2109-8765-4321fedcba09",
            Step = InteractionStep.Ended,
            At = end,
            StaleAt = end.AddDays(4),
            AgentSession = Agent,
            AgentId = Agent,
            QueueId = Queue,
            WrapUpCode = "51a20005-4a1b-4c2d-8e3f-09dd323e9aab",
            Notes = "Customer will pay on Friday",
            Duration = TimeSpan.FromSeconds(240),
            TalkTime = TimeSpan.FromMilliseconds(217_521),
            HoldTime = TimeSpan.FromMilliseconds(3_073),
            MediaType = "VOICE",
            Direction = "INBOUND",
            CustomerId = "CUST-10042",
        });
        reading.Identity.Key.ShouldBe("envelope/a1b2c3d4-e5f6-7890-abcd-ef1234567892");
        reading.Identity.OccurredAt.ShouldBe(end);
    }

    [Fact]
    public void An_end_with_its_times_alone_has_a_duration_and_one_with_nothing_is_an_end()
    {
        Ended(detail => detail.Remove("durationMs")).Duration.ShouldBe(TimeSpan.FromSeconds(240));

        var bare = Ended(detail =>
        {
            foreach (var name in detail.Select(member => member.Key).Where(name => name is not "interactionId").ToList())
            {
                detail.Remove(name);
            }
        });
        (bare.Step, bare.At, bare.Duration, bare.AgentSession).ShouldBe((InteractionStep.Ended, new DateTimeOffset(2026, 8, 20, 14, 7, 12, TimeSpan.Zero), null, null));
        Ended(detail => detail["recordingUrl"] = "https://recordings.example.com/1").Recording.ShouldBe(new Uri("https://recordings.example.com/1"));
        Ended(detail => detail["recordingUrl"] = "javascript:alert(1)").Recording.ShouldBeNull();

        InteractionEvent Ended(Action<JsonObject> change) => _reader.Read(SampleEvents.With("tutorial-interaction-ended", e => change((JsonObject)e["detail"]!))).ShouldBeOfType<EventReading<InteractionEvent>.Ours>().Event;
    }

    private static InteractionEvent At(long milliseconds, InteractionEvent? of = null)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return (of ?? OfTheCall) with { At = at, StaleAt = at.AddDays(4) };
    }

    private InteractionEvent Ours(string sample, Action<JsonNode>? change = null) =>
        _reader.Read(SampleEvents.With(sample, e => change?.Invoke(e["detail"]!["eventBody"]!))).ShouldBeOfType<EventReading<InteractionEvent>.Ours>().Event;
}
