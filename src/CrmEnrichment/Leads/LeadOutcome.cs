using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Leads;

/// <summary>What became of a lead, in the words of the metric <c>events</c>.</summary>
internal static class LeadOutcome
{
    /// <summary>It is in the dialler.</summary>
    public static Outcome Injected { get; } = new Outcome.Done("Injected");

    /// <summary>The dialler has the number already, where <c>Leads__DuplicateCheck</c> says to look for it.</summary>
    public static Outcome Duplicate { get; } = new Outcome.Done("DuplicateLead", "the dialler has the number already");

    /// <summary>The number must not be called.</summary>
    public static Outcome OnDncList { get; } = new Outcome.Done("OnDncList", "the number is on a do-not-call list of the dialler");

    /// <summary>In the words of the metric <c>leads</c>.</summary>
    public static string ResultOf(Outcome outcome) =>
        outcome == Injected ? "injected" : outcome == Duplicate ? "duplicate" : outcome == OnDncList ? "do_not_call" : Failed;

    /// <summary>It is a letter.</summary>
    public const string Failed = "failed";
}
