using CrmEnrichment.Journal.Policies;

namespace CrmEnrichment.Journal.Collecting;

/// <summary>When the entry of an interaction is written for the first time, or with what came later.</summary>
internal static class EntrySchedule
{
    /// <summary>By our own clock. Never far in the past: what is due is due now.</summary>
    public static DateTimeOffset DueAt(KnownInteraction known, JournalOptions options) => known switch
    {
        // Where nobody is known to have talked, the end may have come before the agents' events: an entry that calls it abandoned would be too early.
        { IsComplete: true, EndSeenAt: { } ended } when known.Parts.Any(part => part.HasTalked) => ended,
        { EndSeenAt: { } ended } => ended + (known.Parts.Any(part => part is { HasTalked: true, HasWrappedUp: false }) ? Longer(options.WaitForWrapUp, options.WriteAfter) : options.WriteAfter),

        // No end was seen. If everybody has left, it is missing; else the interaction may just be long.
        _ when known.Parts.Count > 0 && known.Parts.All(part => part.LeftAt is not null || part.HasWrappedUp) => known.LastSeenAt + Longer(options.WaitForWrapUp, options.WriteAfter),
        _ => known.LastSeenAt + options.LongestInteraction,
    };

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
