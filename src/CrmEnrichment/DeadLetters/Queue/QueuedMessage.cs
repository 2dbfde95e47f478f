namespace CrmEnrichment.DeadLetters.Queue;

/// <summary>One message of the dead-letter queue, held until its receipt runs out.</summary>
/// <param name="TargetArn">The function it was meant for, where EventBridge put it here because it could not deliver it.</param>
public sealed record QueuedMessage(string Id, string Receipt, string Body, string? TargetArn)
{
    /// <summary>When it came into the queue; null where that is not known.</summary>
    public DateTimeOffset? SentAt { get; init; }
}
