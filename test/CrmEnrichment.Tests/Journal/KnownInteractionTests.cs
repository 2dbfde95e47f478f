using System.Text.Json;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Platforms;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Journal;

/// <summary>Events come in any order, some twice: what is known of the interaction does not depend on it.</summary>
public sealed class KnownInteractionTests
{
    private const int Seed = 20261128;

    private static readonly DateTimeOffset s_start = new(2026, 8, 20, 14, 3, 11, TimeSpan.Zero);

    [Fact]
    public void Every_order_of_the_events_makes_the_same()
    {
        var random = new Random(Seed);
        var whole = Text(WholeCall);
        for (var i = 0; i < 2000; i++)
        {
            var some = WholeCall.Concat(WholeCall.Where(_ => random.Next(2) == 0)).ToArray();
            random.Shuffle(some);

            Text(some).ShouldBe(whole, $"order {i}");
        }
    }

    [Fact]
    public void A_call_is_complete_when_the_customer_has_left_and_all_who_talked_have_wrapped_up()
    {
        var known = Known(WholeCall[..^1]);
        known.IsComplete.ShouldBeFalse("the second agent has not wrapped up");

        known = known.With(WholeCall[^1], s_start);
        known.IsComplete.ShouldBeTrue();
        known.Parts.Count(part => part.HasTalked).ShouldBe(2);
    }

    [Fact]
    public void An_agent_whom_the_call_only_rang_at_did_not_talk()
    {
        var known = Known([
            Event(InteractionStep.AgentJoined, 1, e => e with { AgentSession = "a" }),
            Event(InteractionStep.AgentLeft, 20, e => e with { AgentSession = "a", TalkTime = TimeSpan.Zero }),
            Event(InteractionStep.Ended, 30)]);

        known.Parts.ShouldHaveSingleItem().HasTalked.ShouldBeFalse();
        known.IsComplete.ShouldBeTrue();
    }

    // Twilio tells no talk times, and its last event comes after the after-call work.
    [Fact]
    public void Who_took_the_interaction_talked_until_leaving_and_the_close_is_the_end_where_nothing_else_tells_it()
    {
        InteractionEvent[] events =
        [
            Event(InteractionStep.AgentJoined, 10, e => e with { AgentSession = "a", HasAnswered = true }),
            Event(InteractionStep.AgentLeft, 70, e => e with { AgentSession = "a", HasAnswered = true }),
            Event(InteractionStep.Closed, 90),
        ];

        var closed = Known(events);
        (closed.IsComplete, closed.OverAt, closed.Parts[0].HasTalked, closed.Parts[0].TalkedUntil(closed.OverAt)).ShouldBe((true, s_start.AddSeconds(90), true, TimeSpan.FromSeconds(60)));

        var ended = Known([.. events, Event(InteractionStep.Ended, 71)]);
        ended.OverAt.ShouldBe(s_start.AddSeconds(71));
    }

    [Theory]
    [InlineData(-5_000)]
    [InlineData(900_000_000_000)]
    public void A_negative_or_absurd_duration_counts_as_none(long milliseconds)
    {
        var known = Known([Event(InteractionStep.AgentLeft, 20, e => e with { AgentSession = "a", TalkTime = TimeSpan.FromMilliseconds(milliseconds) })]);

        known.Parts.ShouldHaveSingleItem().TalkTime.ShouldBeNull();
    }

    [Fact]
    public void Notes_and_the_number_of_parts_have_bounds()
    {
        var emoji = string.Concat(Enumerable.Repeat("😀", 60_000));
        var known = Known([.. Enumerable.Range(0, 100).Select(i => Event(InteractionStep.WrappedUp, i, e => e with { AgentSession = $"s{i}", Notes = emoji }))]);

        known.Parts.Count.ShouldBe(40);
        known.Parts.ShouldAllBe(part => part.Notes!.Text.Length <= 32_000 && !char.IsHighSurrogate(part.Notes.Text.Last()));
    }

    [Fact]
    public void What_is_kept_reads_back_as_it_was()
    {
        var known = Known(WholeCall);
        var text = JsonSerializer.Serialize(known, CollectingJson.Default.KnownInteraction);

        JsonSerializer.Serialize(JsonSerializer.Deserialize(text, CollectingJson.Default.KnownInteraction)!, CollectingJson.Default.KnownInteraction).ShouldBe(text);
        known.ToString().ShouldNotContain("555");
    }

    /// <summary>Two agents, a transfer, a corrected wrap-up.</summary>
    private static InteractionEvent[] WholeCall =>
    [
        Event(InteractionStep.Started, 0, e => e with { Caller = new Caller.Phone("tel:+13175550142"), OwnNumber = "+13175550100", Direction = "INBOUND", MediaType = "VOICE" }),
        Event(InteractionStep.AgentJoined, 12, e => e with { AgentSession = "b", AgentId = "agent-1", QueueId = "queue-1", MediaType = "VOICE" }),
        Event(InteractionStep.AgentLeft, 100, e => e with { AgentSession = "b", AgentId = "agent-1", TalkTime = TimeSpan.FromSeconds(80), HoldTime = TimeSpan.FromSeconds(3) }),
        Event(InteractionStep.AgentJoined, 101, e => e with { AgentSession = "a", AgentId = "agent-2", QueueId = "queue-2" }),
        Event(InteractionStep.AfterCallWorkEnded, 130, e => e with { AgentSession = "b", AgentId = "agent-1", WrapUpCode = "code-1", Notes = "Transferred" }),
        Event(InteractionStep.AgentLeft, 218, e => e with { AgentSession = "a", AgentId = "agent-2", TalkTime = TimeSpan.FromSeconds(117) }),
        Event(InteractionStep.Ended, 220, e => e with { Duration = TimeSpan.FromSeconds(220) }),
        Event(InteractionStep.WrappedUp, 240, e => e with { AgentSession = "b", WrapUpCode = "code-2" }),
        Event(InteractionStep.WrappedUp, 250, e => e with { AgentSession = "a", WrapUpCode = "code-3", Notes = "Will pay on Friday" }),
    ];

    private static InteractionEvent Event(InteractionStep step, int seconds, Func<InteractionEvent, InteractionEvent>? with = null)
    {
        var bare = new InteractionEvent { Origin = "genesys/partner", InteractionId = "7d6c0001", Step = step, At = s_start.AddSeconds(seconds) };
        return with?.Invoke(bare) ?? bare;
    }

    private static KnownInteraction Known(IEnumerable<InteractionEvent> events) =>
        events.Aggregate(new KnownInteraction("genesys/partner", "7d6c0001"), (known, e) => known.With(e, s_start.AddSeconds(300)));

    private static string Text(IEnumerable<InteractionEvent> events) => JsonSerializer.Serialize(Known(events), CollectingJson.Default.KnownInteraction);
}
