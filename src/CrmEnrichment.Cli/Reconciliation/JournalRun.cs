using CrmEnrichment.Cli.Deployed;
using CrmEnrichment.Journal.Reconciliation;
using CrmEnrichment.Reconciliation;

namespace CrmEnrichment.Cli.Reconciliation;

/// <summary>The deployed function ReconcileJournal compares, some seconds at a time, until the period is over; a change is recorded.</summary>
internal static class JournalRun
{
    /// <summary>What the audit record calls it.</summary>
    public const string Command = "journal reconcile";

    /// <summary>Of one invocation: short enough that nothing on the way closes a connection that is silent for so long.</summary>
    private const int SecondsAtATime = 20;

    /// <param name="answer">The period, and what was found in it; grows while the run goes on.</param>
    /// <param name="function">As it is deployed.</param>
    /// <param name="record">Where to record it; null where nothing is changed.</param>
    /// <param name="told">Called after each invocation.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="UsageException">Another run is at work.</exception>
    public static async Task RunAsync(ReconcileAnswer answer, string function, AuditLog? record, Action told, CancellationToken ct)
    {
        record?.WritePeriod("begun", function, answer.Since, answer.Until);
        try
        {
            await CompareAsync(answer, function, told, ct);
        }
        finally
        {
            record?.WritePeriod("ended", function, answer.Since, answer.Until, [.. answer.Findings.Where(finding => finding.IsFixed).Select(finding => finding.InteractionId)], answer.Counts);
        }
    }

    private static async Task CompareAsync(ReconcileAnswer answer, string function, Action told, CancellationToken ct)
    {
        using var invocations = new AwsReader(AwsService.Invocations);
        var reconciliation = new DeployedJob(invocations, FunctionFeatures.ReconcileJournal, function);
        ReconcileReport report;
        do
        {
            report = await reconciliation.RunAsync<ReconcileRequest, ReconcileReport>(new() { Since = answer.ContinueAt ?? answer.Since, Until = answer.Until, Fix = answer.Fix, MaxSeconds = SecondsAtATime }, ct);
            if (report.EndedBy is ReconcileEnd.OtherRun && answer.Interactions == 0)
            {
                throw new UsageException("Another reconciliation is at work, so nothing was compared. Try again in some minutes.");
            }

            answer.Add(report);
            told();
        }
        while (report is { EndedBy: ReconcileEnd.TimeUp, Interactions: > 0 });
    }
}
