namespace CrmEnrichment.DeadLetters.Queue;

/// <summary>A queue of letters.</summary>
public interface IDeadLetterQueue
{
    /// <summary>The most messages that one receive or one change of visibility takes.</summary>
    public const int BatchSize = 10;

    /// <param name="body">The message.</param>
    /// <param name="targetArn">The function that a raw event is meant for, as <see cref="QueuedMessage.TargetArn"/> gave it.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="Http.Upstreams.UpstreamException">The queue did not take it.</exception>
    Task SendAsync(string body, string? targetArn, CancellationToken ct);

    /// <summary>Takes up to ten messages, hidden from others for the given time; none means that the queue has none to give now.</summary>
    Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int most, TimeSpan hiddenFor, CancellationToken ct);

    Task DeleteAsync(QueuedMessage message, CancellationToken ct);

    /// <summary>Hides up to ten received messages from now on for the given time; zero lets others see them at once.</summary>
    /// <remarks>A message that is gone, or whose hiding has run out by now, is passed over: that is no failure of the others.</remarks>
    Task HideAsync(IReadOnlyCollection<QueuedMessage> messages, TimeSpan hiddenFor, CancellationToken ct);

    /// <summary>About how many messages there are, hidden ones included.</summary>
    Task<int> CountAsync(CancellationToken ct);

    /// <summary>A real call, and a cheap one.</summary>
    /// <exception cref="Http.Upstreams.UpstreamException">The queue is not to be reached, or takes less than <see cref="DeadLetterStore.LargestMessage"/>: letters would be lost.</exception>
    Task ProbeAsync(CancellationToken ct);
}
