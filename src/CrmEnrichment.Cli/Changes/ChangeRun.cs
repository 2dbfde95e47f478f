using CrmEnrichment.Cli.Letters;
using CrmEnrichment.Failures;
using CrmEnrichment.Http;

namespace CrmEnrichment.Cli.Changes;

/// <summary>Freezes the selection, records that the change begins, applies it letter by letter, and records how it ended.</summary>
internal sealed class ChangeRun(LetterChange change, string command, Func<AuditLog> openAudit, TimeProvider time)
{
    /// <summary>Told after each letter how many of how many are through.</summary>
    public Action<int, int> Progress { get; init; } = (_, _) => { };

    public async Task<ChangeReport> RunAsync(CancellationToken ct)
    {
        // Opened first: what cannot be recorded is not begun.
        using var audit = change.IsDryRun ? null : openAudit();
        var selected = await Frozen.ChooseAsync(change.Queue, change.Means, change.Limit, time, ct);
        var report = new ChangeReport { Command = command, Selected = selected.Count, DryRun = change.IsDryRun, LetterIds = change.IsDryRun ? selected.Values : null };
        if (audit is null || selected.Count == 0)
        {
            return report;
        }

        if (!change.Confirm(selected.Count))
        {
            throw new UsageException($"Not confirmed; the {selected.Count} letters are where they were.");
        }

        var letterIds = selected.Values.ToList();
        audit.Write("begun", change.Filter, letterIds);
        try
        {
            await ApplyAsync(selected, report, ct);
        }
        finally
        {
            report.Left = selected.Count;
            audit.Write("ended", change.Filter, letterIds, new Dictionary<string, int>(report.Outcomes, StringComparer.Ordinal) { ["Left"] = report.Left });
        }

        return report;
    }

    /// <summary>The token is looked at between two letters only: each is either done or in the queue.</summary>
    private async Task ApplyAsync(Dictionary<string, string> selected, ChangeReport report, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var through = 0;
        await using var walk = new LetterWalk(change.Queue);
        try
        {
            await foreach (var message in walk.ReadAsync(ct))
            {
                if (selected.ContainsKey(message.Id))
                {
                    await KeepRateAsync(through, started, ct);
                    ct.ThrowIfCancellationRequested();
                    selected.Remove(message.Id);
                    var fate = await ApplyAsync(message);
                    report.Count(fate);
                    if (fate.IsGone)
                    {
                        walk.Forget(message);
                    }

                    Progress(++through, report.Selected);
                }

                if (selected.Count == 0)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            report.Interrupted = true;
        }
    }

    /// <summary>A letter that is bad, or a call that fails for it, holds up none of the others.</summary>
    private async Task<LetterFate> ApplyAsync(QueuedMessage message)
    {
        try
        {
            return await change.ApplyAsync(message, LetterReader.Read(message));
        }
        catch (Exception e) when (e is UpstreamException or EventNotKeptException)
        {
            await Console.Error.WriteLineAsync($"{message.Id} stays in the queue: {e.Message}");
            return new LetterFate("Stays", Failed: true, IsGone: false);
        }
    }

    private async Task KeepRateAsync(int through, long started, CancellationToken ct)
    {
        if (change.Rate is { } rate && TimeSpan.FromSeconds(through / rate) - time.GetElapsedTime(started) is { Ticks: > 0 } early)
        {
            await Task.Delay(early, time, ct);
        }
    }
}
