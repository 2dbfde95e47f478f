using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.Cli.Changes;
using CrmEnrichment.Cli.Reconciliation;

namespace CrmEnrichment.Cli.Site.Work;

/// <summary>Something that goes on whether or not a page looks at it.</summary>
public sealed class Job : IDisposable
{
    private const int MostNotes = 50;

    private readonly Lock _one = new();
    private readonly CancellationTokenSource _stop;
    private readonly List<string> _notes = [];
    private JobProgress? _progress;

    /// <param name="number">From 1.</param>
    /// <param name="title">In words: what is done, and to what.</param>
    /// <param name="startedAt">Now.</param>
    /// <param name="ended">Ends it with the console.</param>
    public Job(int number, string title, DateTimeOffset startedAt, CancellationToken ended)
    {
        (Number, Title, StartedAt) = (number, title, startedAt);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ended);
    }

    public int Number { get; }

    public string Title { get; }

    public DateTimeOffset StartedAt { get; }

    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsRunning => EndedAt is null;

    public bool IsStopping { get; private set; }

    /// <summary>Of a change; null until the letters are chosen.</summary>
    public JobProgress? Progress
    {
        get
        {
            lock (_one)
            {
                return _progress;
            }
        }
    }

    /// <summary>Of a reconciliation.</summary>
    public ReconcileAnswer? Reconciliation { get; init; }

    /// <summary>After a dry run: the address of the form with the same letters.</summary>
    public string? Repeat { get; init; }

    /// <summary>Why it did not come to its end.</summary>
    public string? Failure { get; private set; }

    /// <summary>What was told on the way.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_one)
            {
                return [.. _notes];
            }
        }
    }

    /// <summary>Nothing further is begun. What has begun is waited for.</summary>
    public void Stop()
    {
        IsStopping = true;
        _stop.Cancel();
    }

    public void Note(string text)
    {
        lock (_one)
        {
            if (_notes.Count < MostNotes)
            {
                _notes.Add(text);
            }
        }
    }

    internal void Show(ChangeReport report)
    {
        var progress = JobProgress.Of(report);
        lock (_one)
        {
            _progress = progress;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever ends the work is said on its page.")]
    public async Task RunAsync(Func<CancellationToken, Task> work, TimeProvider time)
    {
        try
        {
            await work(_stop.Token);
        }
        catch (Exception e)
        {
            Failure = e is OperationCanceledException && IsStopping ? "Stopped." : Ending.Sentence(e);
        }

        EndedAt = time.GetUtcNow();
    }

    public void Dispose() => _stop.Dispose();
}
