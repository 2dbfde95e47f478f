using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Journal;

/// <summary>When an entry is due: the table of docs/journal.md, with the settings' defaults.</summary>
public static class EntryScheduleTests
{
    private static readonly DateTimeOffset s_end = new(2026, 8, 20, 14, 8, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset s_last = s_end.AddMinutes(-1);

    private static readonly AgentPart s_talked = new("a") { JoinedAt = s_end.AddMinutes(-5), LeftAt = s_end, TalkTime = TimeSpan.FromMinutes(4) };

    [Fact]
    public static void At_once_when_everybody_who_talked_has_wrapped_up() =>
        Due(Ended(s_talked with { HasWrappedUp = true })).ShouldBe(s_end);

    [Fact]
    public static void Five_minutes_after_the_end_while_somebody_has_not_wrapped_up() =>
        Due(Ended(s_talked, s_talked with { HasWrappedUp = true })).ShouldBe(s_end.AddMinutes(5));

    // EventBridge keeps no order: an end may come first, and a call that was answered must not be told as abandoned.
    [Fact]
    public static void Two_minutes_after_the_end_while_nobody_is_known_to_have_talked()
    {
        Due(Ended()).ShouldBe(s_end.AddMinutes(2));
        Due(Ended(new AgentPart("rung at") { JoinedAt = s_end.AddMinutes(-5), LeftAt = s_end })).ShouldBe(s_end.AddMinutes(2));
    }

    [Fact]
    public static void Five_minutes_after_the_last_event_without_an_end_when_everybody_has_left() =>
        Due(Open(s_talked)).ShouldBe(s_last.AddMinutes(5));

    [Fact]
    public static void Twelve_hours_after_the_last_event_while_the_interaction_may_go_on()
    {
        Due(Open()).ShouldBe(s_last.AddHours(12));
        Due(Open(s_talked with { LeftAt = null })).ShouldBe(s_last.AddHours(12));
    }

    private static DateTimeOffset Due(KnownInteraction known) => EntrySchedule.DueAt(known, new JournalOptions());

    private static KnownInteraction Open(params AgentPart[] parts) => new("genesys/partner", "1") { LastSeenAt = s_last, Parts = parts };

    private static KnownInteraction Ended(params AgentPart[] parts) => Open(parts) with { EndedAt = s_end, EndSeenAt = s_end };
}
