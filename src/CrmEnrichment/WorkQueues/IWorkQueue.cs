namespace CrmEnrichment.WorkQueues;

/// <summary>Work that a function leaves for another one, which is triggered by it: Amazon SQS. Delivered at least once, in no order unless a group is named.</summary>
public interface IWorkQueue
{
    /// <summary>The longest delay that a message may have; who needs longer looks again and delays again. Of SQS, 15 minutes.</summary>
    static TimeSpan LongestDelay { get; } = TimeSpan.FromMinutes(15);

    /// <exception cref="Http.Upstreams.UpstreamException">The queue did not take it.</exception>
    Task SendAsync(WorkMessage message, CancellationToken ct);

    /// <summary>A real and cheap call that fails when sending would fail.</summary>
    /// <exception cref="Http.Upstreams.UpstreamException">The queue does not answer, or refuses.</exception>
    Task ProbeAsync(CancellationToken ct);
}

/// <summary>One message.</summary>
/// <param name="Body">JSON.</param>
/// <param name="Delay">Until it may be received; at most <see cref="IWorkQueue.LongestDelay"/>, and none for a queue with groups.</param>
/// <param name="Group">Of a FIFO queue: messages of one group are handled one after the other.</param>
/// <param name="DeduplicationId">Of a FIFO queue: a second message with it is dropped for five minutes.</param>
public sealed record WorkMessage(string Body, TimeSpan Delay, string? Group = null, string? DeduplicationId = null);
