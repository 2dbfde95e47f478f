using CrmEnrichment.DeadLetters;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Tickets;

/// <summary>Reads what is new in each mailbox, the oldest first, as long as there is time. One run at a time in a mailbox.</summary>
public sealed class UpdateTickets
{
    /// <summary>Kept back of the invocation's time for the answer.</summary>
    private static readonly TimeSpan s_answering = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<MailboxReader> _readers;
    private readonly IStateStore _store;
    private readonly FailuresInARow _failures;
    private readonly Metrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<UpdateTickets> _log;

    internal UpdateTickets(IReadOnlyList<MailboxReader> readers, IStateStore store, Metrics metrics, TimeProvider time, ILogger<UpdateTickets> log) =>
        (_readers, _store, _failures, _metrics, _time, _log) = (readers, store, new(store), metrics, time, log);

    /// <param name="request">How long.</param>
    /// <param name="invocation">The owner of leases and claims: equal for Lambda's retries.</param>
    /// <param name="function">At work, for letters.</param>
    /// <param name="timeLeft">Until Lambda ends the invocation.</param>
    /// <param name="ct">Ends the run.</param>
    /// <exception cref="ArgumentException">The request asks for no time at all.</exception>
    public async Task<MailRunReport> RunAsync(MailRunRequest request, string invocation, FunctionIdentity function, TimeSpan timeLeft, CancellationToken ct)
    {
        if (request.MaxSeconds is < 1)
        {
            throw new ArgumentException("maxSeconds is less than 1: set a whole number of seconds, or leave it out.", nameof(request));
        }

        using var scope = _log.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["requestId"] = invocation });
        var most = timeLeft - s_answering;
        var whole = request.MaxSeconds is { } seconds && TimeSpan.FromSeconds(seconds) < most ? TimeSpan.FromSeconds(seconds) : most;
        var end = _time.GetUtcNow() + whole;
        var runs = new List<MailboxRun>();
        foreach (var reader in _readers)
        {
            // One that is full may not keep the others from their turn.
            var share = (end - _time.GetUtcNow()) / (_readers.Count - runs.Count);
            var run = await RunAsync(reader, new(invocation, function, _time.GetUtcNow() + share), ct);
            runs.Add(run);
            _log.Ended(run);
            if (run.EndedBy is not MailRunEnd.OtherRun)
            {
                _metrics.Count(MetricNames.MailRuns, "Result", run.EndedBy switch { MailRunEnd.Failed => "failed", MailRunEnd.TimeUp => "time_up", _ => "done" });
                _metrics.Level(MetricNames.MailRunsFailedInARow, await _failures.CountAsync(reader.Name, run.EndedBy is MailRunEnd.Failed, ct), "Mailbox", reader.Name);
            }
        }

        return new(runs);
    }

    private async Task<MailboxRun> RunAsync(MailboxReader reader, MailRun run, CancellationToken ct)
    {
        var report = new MailboxRun { Mailbox = reader.Name };
        var lease = new WorkLease(_store, $"mail/lease/{reader.Name}", run.Invocation, _time);
        var isTaken = false;
        try
        {
            isTaken = await lease.TakeAsync(run.End - _time.GetUtcNow(), ct);
            if (isTaken)
            {
                await reader.RunAsync(run, report, ct);
            }
            else
            {
                report.EndedBy = MailRunEnd.OtherRun;
            }
        }
        catch (UpstreamException e)
        {
            (report.EndedBy, report.Failure) = (MailRunEnd.Failed, e.Message);
        }
        finally
        {
            if (isTaken)
            {
                await lease.GiveBackAsync();
            }
        }

        return report;
    }
}
