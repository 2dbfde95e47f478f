using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.Core;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Pipeline;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Functions.Sqs;

/// <summary>Runs a batch of an SQS queue: each message is one event of a handler, behind its boundary.</summary>
/// <remarks>
/// A message that fails becomes a letter, as any event does, and is then deleted from its queue. It stays in its queue only if its letter could not be
/// written, if it cannot be told whether it has been done with already, if too little time is left to begin it, or if an earlier message of its group stays.
/// </remarks>
public sealed class QueueBatch(ILogger<QueueBatch> logger)
{
    /// <summary>Handled side by side; messages of one group one after the other. As many as one batch has without a batching window.</summary>
    private const int MostAtOnce = 10;

    /// <summary>With less of the invocation's time left a message is not begun: the end of the time would make a letter of it, and it has done nothing wrong.</summary>
    private static readonly TimeSpan s_leastTime = TimeSpan.FromSeconds(2);

    public Task<SqsBatchResponse> RunAsync(SqsEvent batch, EventRoute route, ILambdaContext context) => RunAsync(batch, [route], context);

    /// <param name="batch">The messages.</param>
    /// <param name="routes">Each message goes to all that it concerns, one after the other; to the first where it concerns none.</param>
    /// <param name="context">Lambda's.</param>
    /// <param name="admits">Asked of each message before any route gets it: whether it goes on, or has been done with by another way. Where that cannot be told, the message stays.</param>
    public async Task<SqsBatchResponse> RunAsync(SqsEvent batch, IReadOnlyList<EventRoute> routes, ILambdaContext context, Func<JsonElement, CancellationToken, ValueTask<bool>>? admits = null)
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
                foreach (var message in await RunInOrderAsync([.. group], routes, context, admits))
                {
                    stay[message.MessageId] = true;
                }
            });
        return new([.. messages.Select(message => message.MessageId).Where(stay.ContainsKey).Distinct(StringComparer.Ordinal).Select(id => new SqsBatchItemFailure(id))]);
    }

    /// <returns>The message that could not be handled and all after it.</returns>
    private async Task<IEnumerable<SqsMessage>> RunInOrderAsync(
        IReadOnlyList<SqsMessage> messages, IReadOnlyList<EventRoute> routes, ILambdaContext context, Func<JsonElement, CancellationToken, ValueTask<bool>>? admits)
    {
        foreach (var (i, message) in messages.Index())
        {
            if (!await TryAsync(message, routes, context, admits))
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

    private async Task<bool> TryAsync(SqsMessage message, IReadOnlyList<EventRoute> routes, ILambdaContext context, Func<JsonElement, CancellationToken, ValueTask<bool>>? admits)
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
            if (admits is not null && !await admits(payload, CancellationToken.None))
            {
                return true;
            }
        }
        catch (UpstreamException e)
        {
            logger.NotAdmitted(message.MessageId, e.Message);
            return false;
        }

        var isSafe = true;
        foreach (var route in EventRoute.Concerned(routes, payload))
        {
            try
            {
                await route.RunAsync(new Delivery(payload, message.MessageId, context.RemainingTime, new(context.FunctionName, context.FunctionVersion)), CancellationToken.None);
            }
            catch (EventNotKeptException)
            {
                // The boundary has logged it. The others do not wait for it, and know the event when it comes again.
                isSafe = false;
            }
        }

        return isSafe;
    }
}
