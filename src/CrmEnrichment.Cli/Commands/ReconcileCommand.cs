using System.CommandLine;
using CrmEnrichment.Cli.Deployed;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Cli.Reconciliation;

namespace CrmEnrichment.Cli.Commands;

/// <summary>journal reconcile: the deployed function compares, some seconds at a time, until the period is over.</summary>
internal static class ReconcileCommand
{
    public static Command Create(TimeProvider time)
    {
        var since = StrictOption.Moment("--since", "interactions that began at this time or later: ISO 8601 (UTC), or 90m, 2h, 1d ago", time);
        var until = StrictOption.Moment("--until", "and before this time; else now", time);
        var fix = new Option<bool>("--fix") { Description = "give what is missing or unfinished to the journal, which writes it" };
        var job = new JobOptions(FunctionFeatures.ReconcileJournal, JournalFunction.Setting);
        var json = new Option<bool>("--json") { Description = "answer with JSON" };
        var audit = new Option<FileInfo>("--audit") { Description = "where to record who did what", DefaultValueFactory = _ => new FileInfo("crm-enrich-audit.jsonl") };
        var command = new Command("reconcile", "Compare the platform's own history with the journal, and say what the CRMs were not told.") { since, until, fix, job.Function, job.Stack, json, audit };
        command.Validators.Add(result =>
        {
            if (job.Problem(result) is { } problem)
            {
                result.AddError(problem);
            }
            else if (result.GetResult(since) is null)
            {
                result.AddError("--since is missing: write 2026-08-20T14:00:00Z, or 90m, 2h, 1d for that long ago.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var name = await job.NameAsync(parsed, ct);
            var answer = new ReconcileAnswer(parsed.GetValue(since)!.Value, parsed.GetValue(until) ?? time.GetUtcNow(), parsed.GetValue(fix));
            var record = answer.Fix ? await AuditLog.OpenAsync(new RecordFile(parsed.GetValue(audit)!), JournalRun.Command, time) : null;
            await JournalRun.RunAsync(answer, name, record, () => { }, ct);
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
}
