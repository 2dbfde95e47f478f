using System.Globalization;
using CrmEnrichment.Cli.Output;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Leads;
using Spectre.Console;
using Paragraph = CrmEnrichment.Cli.Output.Paragraph;

namespace CrmEnrichment.Cli.Leads;

/// <summary>One import: its progress for who watches, its report, and the last sentence. However it ends, the report has every row that was done.</summary>
internal sealed class ImportRun(LeadImport import, LeadFile leads, FileInfo file, int rows, FileInfo report, TimeProvider time)
{
    private const int BarWidth = 14;

    /// <summary>A duplicate and a number that must not be called are what an import is for.</summary>
    private static readonly string[] s_done = [RowResult.WouldBeSent, LeadOutcome.Injected.Name, LeadOutcome.Duplicate.Name, LeadOutcome.OnDncList.Name];

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _done;

    /// <summary>Sends nothing.</summary>
    public async Task<int> TryAsync(CancellationToken ct)
    {
        var results = new List<RowResult>();
        await WatchAsync(tell => import.RunAsync(leads.Read(), progress: null, result => { results.Add(result); tell(result); }, ct));
        ImportReport.Write(report, results);
        Terminal.Answer(Paragraph.Wrap($"{Sum()} of {rows} rows. Nothing was sent. What is wrong with a row stands in {report.Name}.", Terminal.Width));
        return ExitCodeOf();
    }

    public async Task<int> RunAsync(bool goesOn, RecordFile record, CancellationToken ct)
    {
        using var progress = ImportProgress.Open(file, goesOn);
        foreach (var (outcome, count) in progress.Counts)
        {
            (_counts[outcome], _done) = (count, _done + count);
        }

        var audit = await AuditLog.OpenAsync(record, "leads import", time);
        audit.WriteLeads("begun", file.Name, rows);
        var broken = "";
        try
        {
            await WatchAsync(tell => import.RunAsync(leads.Read(), progress, tell, ct));
        }
        catch (UpstreamException e)
        {
            broken = e.Message;
        }
        catch (OperationCanceledException)
        {
            broken = ct.IsCancellationRequested ? "Interrupted." : "A system did not answer in time.";
        }
        finally
        {
            audit.WriteLeads("ended", file.Name, rows, _counts);
        }

        ImportReport.Write(report, progress.Results());
        if (broken.Length == 0)
        {
            progress.Delete();
            Terminal.Answer(Paragraph.Wrap($"{Sum()} of {rows} rows. Every row stands in {report.Name}.", Terminal.Width));
            return ExitCodeOf();
        }

        Terminal.Tell(Paragraph.Wrap(broken, Terminal.Width));
        Terminal.Answer(Paragraph.Wrap($"{Sum()} of {rows} rows, {rows - _done} not done. Go on with --resume. The rows that are done stand in {report.Name}.", Terminal.Width));
        return ct.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.AwsFailed;
    }

    private Task WatchAsync(Func<Action<RowResult>, Task> work) => !Terminal.IsWatched
        ? work(Count)
        : Terminal.Progress.Progress()
            .Columns(new ProgressBarColumn { Width = BarWidth }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(Line()), maxValue: Math.Max(rows, 1));
                await work(result =>
                {
                    Count(result);
                    bar.Value = _done;
                    bar.Description = Markup.Escape(Line());
                });
            });

    private void Count(RowResult result)
    {
        _counts[result.Outcome] = _counts.GetValueOrDefault(result.Outcome) + 1;
        _done++;
    }

    private string Line() => string.Create(CultureInfo.InvariantCulture, $"{_done} of {rows}{(_counts.Count > 0 ? ", " : "")}{Sum()}");

    private string Sum() => _counts.Count == 0 ? "0" : string.Join(", ", _counts.OrderByDescending(count => count.Value).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}")));

    private int ExitCodeOf() => _counts.Keys.All(outcome => s_done.Contains(outcome, StringComparer.Ordinal)) ? ExitCode.Done : ExitCode.SomeFailed;
}
