using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Writing;
using CrmEnrichment.Platforms;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>What the journal has of one interaction, beside what the history tells of it.</summary>
/// <param name="Work">Its name in the journal.</param>
/// <param name="Known">What events told; null for nothing.</param>
/// <param name="State">How far its entries have come.</param>
/// <param name="Events">The history, as events would have told it.</param>
/// <param name="Told">What the history tells alone.</param>
/// <param name="Gap">What the history tells and no event told.</param>
internal sealed record JournalRecord(
    JournalWork Work, KnownInteraction? Known, EntryState State, IReadOnlyList<InteractionEvent> Events, KnownInteraction Told, IReadOnlyList<string> Gap)
{
    public static JournalRecord Of(JournalWork work, KnownInteraction? known, EntryState state, IReadOnlyList<InteractionEvent> events, DateTimeOffset now)
    {
        var nothing = new KnownInteraction(work.Origin, work.InteractionId);
        var told = events.Aggregate(nothing, (sum, e) => sum.With(e, now));
        var both = events.Aggregate(known ?? nothing, (sum, e) => sum.With(e, now));
        return new(work, known, state, events, told, HistoryGap.Of(known ?? nothing, told, both));
    }

    public override string ToString() => Work.Name;
}
