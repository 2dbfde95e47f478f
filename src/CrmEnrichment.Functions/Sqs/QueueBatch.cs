using System.Collections.Concurrent;
using System.Text;
using Amazon.Lambda.Core;
using CrmEnrichment.Pipeline;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Functions.Sqs;

/// <summary>Runs a batch of an SQS queue: each message is one event of a handler, behind its boundary.</summary>
/// <remarks>
/// A message that fails becomes a letter, as any event does, and is then deleted from its queue. It stays in its queue only if its letter could not be
/// written, if too little time is left to begin it, or if an earlier message of its group stays.
/// </remarks>
public sealed class QueueBatch(ILogger<QueueBatch> logger)
{
    /// <summary>Handled side by side; messages of one group one after the other. As many as one batch has without a batching window.</summary>
    private const int MostAtOnce = 10;

    /// <summary>With less of the invocation's time left a message is not begun: the end of the time would make a letter of it, and it has done nothing wrong.</summary>
    private static readonly TimeSpan s_leastTime = TimeSpan.FromSeconds(2);

    public async Task<SqsBatchResponse> RunAsync(SqsEvent batch, EventRoute route, ILambdaContext context)
    {
        // Around all messages: the boundary names each message by its id.
        using var scope = logger.BeginScope(new Dictionary<string, object?>(StringComparer.Ordinal) { ["requestId"] = context.AwsRequestId });
        var stay = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var messages = batch.Records ?? [];
        await Parallel.ForEachAsync(
            messages.GroupBy(message => message.Group is { } group ? $"group {group}" : $"message {message.MessageId}", StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce },
            async (group, _) =>
            {
                foreach (var message in await RunInOrderAsync([.. group], route, context))
                {
                    stay[message.MessageId] = true;
                }
            });
        return new([.. messages.Select(message => message.MessageId).Where(stay.ContainsKey).Distinct(StringComparer.Ordinal).Select(id => new SqsBatchItemFailure(id))]);
    }

    /// <returns>The message that could not be handled and all after it.</returns>
    private async Task<IEnumerable<SqsMessage>> RunInOrderAsync(IReadOnlyList<SqsMessage> messages, EventRoute route, ILambdaContext context)
    {
        foreach (var (i, message) in messages.Index())
        {
            if (!await TryAsync(message, route, context))
            {
                foreach (var later in messages.Skip(i + 1))
                {
                    logger.StaysBehind(later.MessageId, message.MessageId);
                }

                return messages.Skip(i);
            }
        }

        return [];
    }

    private async Task<bool> TryAsync(SqsMessage message, EventRoute route, ILambdaContext context)
    {
        var left = context.RemainingTime;
        if (left < s_leastTime)
        {
            logger.NotBegun(message.MessageId, (long)left.TotalMilliseconds);
            return false;
        }

        var payload = ReceivedPayload.Read(Encoding.UTF8.GetBytes(message.Body));
        try
        {
            await route.RunAsync(new Delivery(payload, message.MessageId, left, new(context.FunctionName, context.FunctionVersion)), CancellationToken.None);
            return true;
        }
        catch (EventNotKeptException)
        {
            // The boundary has logged it.
            return false;
        }
    }
}
