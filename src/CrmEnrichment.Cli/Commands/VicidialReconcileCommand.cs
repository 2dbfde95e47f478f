using System.CommandLine;
using CrmEnrichment.Cli.Deployed;
using CrmEnrichment.Cli.Options;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Cli.Vicidial;
using CrmEnrichment.Dispositions.Reconciliation;
using CrmEnrichment.Reconciliation;

namespace CrmEnrichment.Cli.Commands;

/// <summary>vicidial reconcile: the deployed function compares, some days at a time, until the last one.</summary>
internal static class VicidialReconcileCommand
{
    /// <summary>Of one invocation: short enough that nothing on the way closes a connection that is silent for so long.</summary>
    private const int SecondsAtATime = 20;

    public static Command Create(TimeProvider time)
    {
        var since = StrictOption.Day("--since", "the first day, by the clock of VICIdial's server: 2026-08-20, or 1d, 7d ago; else yesterday", time);
        var until = StrictOption.Day("--until", "the last day; else today", time);
        var fix = new Option<bool>("--fix") { Description = "give what is missing to SyncDisposition, which tells the CRM" };
        var job = new JobOptions(FunctionFeatures.ReconcileVicidial, "the parameters of VICIdial's call URLs and its API");
        var json = new Option<bool>("--json") { Description = "answer with JSON" };
        var audit = new Option<FileInfo>("--audit") { Description = "where to record who did what", DefaultValueFactory = _ => new FileInfo("crm-enrich-audit.jsonl") };
        var command = new Command("reconcile", "Compare VICIdial's own counts with the Dispo Call URLs that reached us, and say which did not.") { since, until, fix, job.Function, job.Stack, json, audit };
        command.Validators.Add(result =>
        {
            if (job.Problem(result) is { } problem)
            {
                result.AddError(problem);
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var name = await job.NameAsync(parsed, ct);
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var answer = new DispositionAnswer(parsed.GetValue(since) ?? today.AddDays(-1), parsed.GetValue(until) ?? today, parsed.GetValue(fix));
            var record = answer.Fix ? await AuditLog.OpenAsync(new RecordFile(parsed.GetValue(audit)!), "vicidial reconcile", time) : null;
            record?.WriteDays("begun", name, (answer.Since, answer.Until));
            try
            {
                await RunAsync(answer, name, ct);
            }
            finally
            {
                record?.WriteDays("ended", name, (answer.Since, answer.Until), [.. answer.Findings.Where(finding => finding.IsFixed).Select(finding => finding.LeadId)], answer.Counts);
            }

            if (parsed.GetValue(json))
            {
                Terminal.Answer(Json.Line(answer));
            }
            else
            {
                DispositionView.Show(answer);
            }

            return answer.NeedsAPerson ? ExitCode.SomeFailed : ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="UsageException">Another run is at work.</exception>
    private static async Task RunAsync(DispositionAnswer answer, string function, CancellationToken ct)
    {
        using var invocations = new AwsReader(AwsService.Invocations);
        var job = new DeployedJob(invocations, FunctionFeatures.ReconcileVicidial, function);
        DispositionReport report;
        do
        {
            report = await job.RunAsync<DispositionReconcileRequest, DispositionReport>(
                new() { Since = answer.ContinueAt ?? answer.Since, Until = answer.Until, Fix = answer.Fix, MaxSeconds = SecondsAtATime }, ct);
            if (report.EndedBy is ReconcileEnd.OtherRun && answer.Days == 0)
            {
                throw new UsageException("Another reconciliation is at work, so nothing was compared. Try again in some minutes.");
            }

            answer.Add(report);
        }
        while (report is { EndedBy: ReconcileEnd.TimeUp, Days: > 0 });
    }
}
