using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Health;

/// <summary>Everything that this room logs: names, results and our own messages.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(800, LogLevel.Warning, "{Component} is {Result}: {Why}")]
    public static partial void NotWell(this ILogger log, string component, string result, string why);
}
