using System.Text.Json;

namespace CrmEnrichment.DeadLetters;

/// <summary>What a message of the dead-letter queue holds.</summary>
internal abstract record QueuedLetter
{
    private QueuedLetter()
    {
    }

    /// <summary>Our own envelope.</summary>
    public sealed record Enveloped(DeadLetter Letter) : QueuedLetter;

    /// <summary>The bare event: from the rule's dead-letter queue, or out of Lambda's on-failure record.</summary>
    /// <param name="Payload">The event.</param>
    /// <param name="FunctionArn">The function that it was meant for, where the message says so.</param>
    /// <param name="Owner">The request id of the invocation that failed.</param>
    public sealed record Raw(JsonElement Payload, string? FunctionArn, string? Owner) : QueuedLetter
    {
        /// <summary>When it came into the queue; null where that is not known.</summary>
        public DateTimeOffset? SentAt { get; init; }
    }
}
