namespace CrmEnrichment.Failures;

/// <summary>The queue that keeps what failed.</summary>
public interface IDeadLetterQueue
{
    /// <exception cref="Http.UpstreamException">The queue did not take it.</exception>
    Task SendAsync(string body, CancellationToken ct);

    /// <summary>Takes up to ten messages, hidden from others for the given time; none means that the queue has none to give now.</summary>
    Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int most, TimeSpan hiddenFor, CancellationToken ct);

    Task DeleteAsync(QueuedMessage message, CancellationToken ct);

    /// <summary>Lets others see the message again at once.</summary>
    Task ReleaseAsync(QueuedMessage message, CancellationToken ct);
}
