using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Callers;

/// <summary>What is logged of who may ask, and how often. Nothing of a request stands in it.</summary>
internal static partial class CallerLog
{
    [LoggerMessage(502, LogLevel.Warning, "Rate limit not applied to {Caller}; the request is let through: {Reason}")]
    public static partial void NotCounted(this ILogger log, string caller, string reason);

    [LoggerMessage(506, LogLevel.Warning, "Caller credentials could not be reloaded; the previous ones stay in use: {Reason}")]
    public static partial void NotReadAgain(this ILogger log, string reason);
}
