using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Callers;

/// <summary>What is logged of who may ask, and how often. Nothing of a request stands in it.</summary>
internal static partial class CallerLog
{
    [LoggerMessage(502, LogLevel.Warning, "Rate limit not applied to {Caller}; the request is let through: {Reason}")]
    public static partial void NotCounted(this ILogger log, string caller, string reason);
}
