using System.CommandLine;
using CrmEnrichment.Cli.Deployed;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Cli.Reconciliation;
using CrmEnrichment.Journal.Reconciliation;

namespace CrmEnrichment.Cli.Commands;

/// <summary>journal reconcile: the deployed function compares, some seconds at a time, until the period is over.</summary>
internal static class ReconcileCommand
{
    /// <summary>Of one invocation: short enough that nothing on the way closes a connection that is silent for so long.</summary>
    private const int SecondsAtATime = 20;

    public static Command Create(TimeProvider time)
    {
        var since = StrictOption.Moment("--since", "interactions that began at this time or later: ISO 8601 (UTC), or 90m, 2h, 1d ago", time);
        var until = StrictOption.Moment("--until", "and before this time; else now", time);
        var fix = new Option<bool>("--fix") { Description = "give what is missing or unfinished to the journal, which writes it" };
        var function = new Option<string?>("--function") { Description = "the deployed function ReconcileJournal: its name, NAME:ALIAS or its ARN", HelpName = "name" };
        var stack = new Option<string?>("--stack") { Description = "the deployed stack of CloudFormation that has it", HelpName = "name" };
        var json = new Option<bool>("--json") { Description = "answer with JSON" };
        var audit = new Option<FileInfo>("--audit") { Description = "where to record who did what", DefaultValueFactory = _ => new FileInfo("crm-enrich-audit.jsonl") };
        var command = new Command("reconcile", "Compare the platform's own history with the journal, and say what the CRMs were not told.") { since, until, fix, function, stack, json, audit };
        command.Validators.Add(result =>
        {
            if ((result.GetResult(function) is null) == (result.GetResult(stack) is null))
            {
                result.AddError("Give --function with the name of the deployed function ReconcileJournal, or --stack with the name of its stack.");
            }
            else if (result.GetResult(since) is null)
            {
                result.AddError("--since is missing: write 2026-08-20T14:00:00Z, or 90m, 2h, 1d for that long ago.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var name = parsed.GetValue(function) ?? await DeployedReconciliation.FindAsync(parsed.GetValue(stack)!, ct);
            var answer = new ReconcileAnswer(parsed.GetValue(since)!.Value, parsed.GetValue(until) ?? time.GetUtcNow(), parsed.GetValue(fix));
            var record = answer.Fix ? await AuditLog.OpenAsync(new RecordFile(parsed.GetValue(audit)!), "journal reconcile", time) : null;
            record?.WritePeriod("begun", name, answer.Since, answer.Until);
            try
            {
                await RunAsync(answer, name, ct);
            }
            finally
            {
                record?.WritePeriod("ended", name, answer.Since, answer.Until, [.. answer.Findings.Where(finding => finding.IsFixed).Select(finding => finding.InteractionId)], answer.Counts);
            }

            if (parsed.GetValue(json))
            {
                Terminal.Answer(Json.Line(answer));
            }
            else
            {
                ReconcileView.Show(answer);
            }

            return answer.NeedsAPerson ? ExitCode.SomeFailed : ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="UsageException">Another run is at work.</exception>
    private static async Task RunAsync(ReconcileAnswer answer, string function, CancellationToken ct)
    {
        using var invocations = new AwsReader(AwsService.Invocations);
        var reconciliation = new DeployedReconciliation(invocations, function);
        ReconcileReport report;
        do
        {
            report = await reconciliation.RunAsync(new() { Since = answer.ContinueAt ?? answer.Since, Until = answer.Until, Fix = answer.Fix, MaxSeconds = SecondsAtATime }, ct);
            if (report.EndedBy is ReconcileEnd.OtherRun && answer.Interactions == 0)
            {
                throw new UsageException("Another reconciliation is at work, so nothing was compared. Try again in some minutes.");
            }

            answer.Add(report);
        }
        while (report is { EndedBy: ReconcileEnd.TimeUp, Interactions: > 0 });
    }
}
