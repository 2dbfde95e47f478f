using CrmEnrichment.Reconciliation;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>One line for a run.</summary>
internal static partial class DispositionReconcileLog
{
    /// <summary>The report in full is the function's answer; of the schedule's, nobody reads it.</summary>
    private const int MostNamed = 50;

    public static void Reconciled(this ILogger logger, DispositionReport report) => logger.Reconciled(
        report.Since, report.Until, report.Calls, report.Told, report.Of(DispositionFindingKind.Missing), report.Of(DispositionFindingKind.Superseded), report.Fixed, report.EndedBy,
        List(report.LostUrls.Select(lost => lost.Group).Distinct(StringComparer.Ordinal)), List(report.Findings.Select(finding => finding.LeadId)));

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Take(MostNamed)) is { Length: > 0 } text ? text : "none";

    [LoggerMessage(745, LogLevel.Information, "Dispositions reconciled from {since} to {until}: {calls} calls, {told} told, {missing} missing, {superseded} superseded; {repaired} given to SyncDisposition. Ended by {endedBy}. Lost URLs: {lost}. Leads not in order: {leads}")]
    private static partial void Reconciled(
        this ILogger logger, DateOnly since, DateOnly until, long calls, long told, int missing, int superseded, int repaired, ReconcileEnd endedBy, string lost, string leads);

    [LoggerMessage(746, LogLevel.Information, "Dispositions not reconciled: another run is at work")]
    public static partial void OtherRun(this ILogger logger);
}
