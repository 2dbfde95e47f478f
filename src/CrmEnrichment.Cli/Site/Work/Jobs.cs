using System.Collections.Concurrent;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Cli.Reconciliation;
using CrmEnrichment.Cli.Site.Queues;

namespace CrmEnrichment.Cli.Site.Work;

/// <summary>What this console was asked to do, by the commands' own code.</summary>
internal sealed class Jobs(SiteOptions options, Connection connection, QueueViews views, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The oldest that have ended are forgotten.</summary>
    private const int MostKept = 200;

    private readonly ConcurrentDictionary<int, (Job Job, Task Running)> _jobs = new();
    private int _last;

    /// <summary>The latest first.</summary>
    public IReadOnlyList<Job> All => [.. _jobs.Values.Select(job => job.Job).OrderByDescending(job => job.Number)];

    public Job? Find(int number) => _jobs.TryGetValue(number, out var found) ? found.Job : null;

    public Job Change(ChangeRequest request)
    {
        var command = $"{SiteOptions.Command} {request.Kind.ToString().ToLowerInvariant()}";
        var job = New(request.Title, repeat: request.IsDryRun ? request.Again : null);
        return Begin(job, ct => views.Turns.TakeAsync(turn => ChangeAsync(job, request, command, turn), ct));
    }

    /// <param name="answer">The period; takes what is found.</param>
    /// <param name="journal">Which function compares.</param>
    public Job Reconcile(ReconcileAnswer answer, JournalFunction journal)
    {
        var job = New($"{(answer.Fix ? "Repair" : "Compare")} the journal from {answer.Since:yyyy-MM-dd HH:mm}Z to {answer.Until:yyyy-MM-dd HH:mm}Z", answer);
        return Begin(job, async ct =>
        {
            var function = await journal.FindAsync(ct);
            var record = answer.Fix ? await AuditLog.OpenAsync(options.Record, $"{SiteOptions.Command} {JournalRun.Command}", time) : null;
            await JournalRun.RunAsync(answer, function, record, () => { }, ct);
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (job, running) in _jobs.Values)
        {
            if (job.IsRunning)
            {
                job.Stop();
            }

            await running;
            job.Dispose();
        }
    }

    private Job New(string title, ReconcileAnswer? reconciliation = null, string? repeat = null) => new(Interlocked.Increment(ref _last), title, time.GetUtcNow(), views.Turns.Ended) { Reconciliation = reconciliation, Repeat = repeat };

    private Job Begin(Job job, Func<CancellationToken, Task> work)
    {
        _jobs[job.Number] = (job, Task.Run(() => job.RunAsync(work, time), CancellationToken.None));
        foreach (var old in _jobs.Values.Where(known => !known.Job.IsRunning).OrderBy(known => known.Job.Number).SkipLast(MostKept))
        {
            _jobs.TryRemove(old.Job.Number, out _);
            old.Job.Dispose();
        }

        return job;
    }

    private async Task ChangeAsync(Job job, ChangeRequest request, string command, CancellationToken ct)
    {
        await using var replay = request.Kind is ChangeKind.Replay ? new ReplayLetters(options.Configuration, options.Record, time) : null;
        var change = request.Limit(replay?.Change(request.Filter, request.IncludesPermanent) ?? Move(request), time);
        try
        {
            var report = await new ChangeRun(change, command, () => AuditLog.OpenAsync(options.Record, command, time), time)
            {
                Tell = job.Note,
                Watch = (report, work) =>
                {
                    job.Show(report);
                    return work(() => job.Show(report));
                },
            }.RunAsync(ct);
            job.Show(report);
        }
        finally
        {
            views.Forget();
        }
    }

    private LetterChange Move(ChangeRequest request) => request.Kind switch
    {
        ChangeKind.Park => MoveLetters.Park(connection, request.Filter),
        ChangeKind.Unpark => MoveLetters.Unpark(connection, request.Filter),
        _ => MoveLetters.Purge(connection, request.IsParked ? connection.Parked : connection.Queue, request.Filter),
    };
}
