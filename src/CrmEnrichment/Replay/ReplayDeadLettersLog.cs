using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Replay;

internal static partial class ReplayDeadLettersLog
{
    [LoggerMessage(5, LogLevel.Warning, "Message {messageId} stays in the queue: {why}")]
    public static partial void Left(this ILogger logger, string messageId, string why);
}
