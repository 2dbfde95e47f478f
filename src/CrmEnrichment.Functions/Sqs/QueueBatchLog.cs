using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Functions.Sqs;

/// <summary>What is logged of a batch as a whole.</summary>
internal static partial class QueueBatchLog
{
    [LoggerMessage(1, LogLevel.Warning, "Message {messageId} was not begun: only {milliseconds} ms of the invocation are left. It stays in its queue and is delivered again. If this happens often, lower the batch size or raise the function's timeout.")]
    public static partial void NotBegun(this ILogger logger, string messageId, long milliseconds);

    [LoggerMessage(2, LogLevel.Warning, "Message {messageId} was not begun: message {earlier} before it in its group was not handled. Both stay in their queue and are delivered again.")]
    public static partial void StaysBehind(this ILogger logger, string messageId, string earlier);

    [LoggerMessage(3, LogLevel.Warning, "Message {messageId} was not begun: {reason} It stays in its queue and is delivered again.")]
    public static partial void NotAdmitted(this ILogger logger, string messageId, string reason);
}
