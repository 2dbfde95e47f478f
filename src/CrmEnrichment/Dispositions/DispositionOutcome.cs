using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Dispositions;

/// <summary>What became of a disposition, in the words of the metric <c>events</c>.</summary>
internal static class DispositionOutcome
{
    /// <summary>The CRM has it.</summary>
    public static Outcome Synced { get; } = new Outcome.Done("DispositionSynced");

    /// <summary>The record is not to be contacted, and a disposition after that changes nothing.</summary>
    public static Outcome HeldBack { get; } = new Outcome.Done("DoNotContactHeld", "the record has the do-not-contact mark, and nothing else was changed");

    /// <summary>The CRM has the outcome of a later call.</summary>
    public static Outcome Superseded { get; } = new Outcome.Done("Superseded", "the outcome of a later call is already there");

    /// <summary>All is done but the stage: the record has no open deal.</summary>
    public static Outcome NoOpenDeal { get; } = new Outcome.Done("NoOpenDeal", "the record has no open deal whose stage could be set");

    /// <summary>The call is older than the configured age.</summary>
    public static Outcome Stale { get; } = new Outcome.Ignored { As = nameof(Stale) };
}
