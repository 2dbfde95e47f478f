using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Callers;

/// <summary>What is logged of who may ask, and how often. Nothing of a request stands in it.</summary>
internal static partial class CallerLog
{
    [LoggerMessage(502, LogLevel.Warning, "Requests of {Caller} are not counted, and let through: {Reason}")]
    public static partial void NotCounted(this ILogger log, string caller, string reason);

    [LoggerMessage(506, LogLevel.Warning, "What callers are known by could not be read again, and stays as it was: {Reason}")]
    public static partial void NotReadAgain(this ILogger log, string reason);
}
