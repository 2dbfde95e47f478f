using CrmEnrichment.Reconciliation;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>One line for a run.</summary>
internal static partial class ReconcileLog
{
    /// <summary>The report in full is the function's answer; of the schedule's, nobody reads it.</summary>
    private const int MostIds = 50;

    public static void Reconciled(this ILogger logger, ReconcileReport report)
    {
        var ids = report.Findings.Count == 0 ? "none" : string.Join(", ", report.Findings.Take(MostIds).Select(finding => finding.InteractionId));
        logger.Reconciled(
            report.Since, report.Until, report.Interactions, report.Of(FindingKind.Missing), report.Of(FindingKind.Unfinished), report.Of(FindingKind.Duplicate), report.Of(FindingKind.Gone), report.Fixed, report.EndedBy, ids);
    }

    [LoggerMessage(705, LogLevel.Information, "Journal reconciled from {since} to {until}: {interactions} interactions, {missing} missing, {unfinished} unfinished, {duplicate} duplicate, {gone} gone; {repaired} given to WriteJournalEntry. Ended by {endedBy}. Not in order: {ids}")]
    private static partial void Reconciled(
        this ILogger logger, DateTimeOffset since, DateTimeOffset until, int interactions, int missing, int unfinished, int duplicate, int gone, int repaired, ReconcileEnd endedBy, string ids);

    [LoggerMessage(706, LogLevel.Information, "Journal not reconciled: another run is at work")]
    public static partial void OtherRun(this ILogger logger);
}
