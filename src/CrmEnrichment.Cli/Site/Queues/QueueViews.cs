using CrmEnrichment.Cli.Letters;

namespace CrmEnrichment.Cli.Site.Queues;

/// <summary>Both queues, and single letters of them.</summary>
internal sealed class QueueViews
{
    private readonly QueueView _letters;
    private readonly QueueView? _parked;

    public QueueViews(Connection connection, TimeProvider time)
    {
        (HasParked, Open) = (connection.HasParked, isParked => isParked ? new(connection.Parked, healing: null, time) : new(connection.Queue, connection.Healing, time));
        _letters = new(() => Open(false), Turns, time);
        _parked = HasParked ? new(() => Open(true), Turns, time) : null;
        Letters = new LetterView(Open, connection, Turns, time);
    }

    public Turns Turns { get; } = new();

    /// <summary>Begins a look at the parked letters, or at the others.</summary>
    public Func<bool, QueueLook> Open { get; }

    /// <summary>Single ones.</summary>
    public LetterView Letters { get; }

    /// <summary>Whether there is a queue for parked letters.</summary>
    public bool HasParked { get; }

    /// <exception cref="UsageException">There is no queue for parked letters.</exception>
    public Task<QueueState> SeeAsync(bool isParked, CancellationToken ct) =>
        (isParked ? _parked ?? throw new UsageException("No queue for parked letters is named: give --parked-queue-url, or set DeadLetters__ParkedQueueUrl.") : _letters).SeeAsync(ct);

    /// <summary>The letters have changed, or somebody wants to look again.</summary>
    public void Forget()
    {
        _letters.Forget();
        _parked?.Forget();
        Letters.Forget();
    }
}
