using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.LookupApi;

/// <summary>What the look-up API says. Nothing of a request stands in it.</summary>
internal static partial class LookupLog
{
    [LoggerMessage(501, LogLevel.Warning, "Callers cannot be told apart at present: {Reason}")]
    public static partial void CallersUnknown(this ILogger log, string reason);

    [LoggerMessage(503, LogLevel.Warning, "A look-up for {Caller} was not done in time; the minimal record was answered")]
    public static partial void Late(this ILogger log, string caller);

    [LoggerMessage(504, LogLevel.Warning, "A change could not be noted: {Reason}")]
    public static partial void NotForgotten(this ILogger log, string reason);

    [LoggerMessage(505, LogLevel.Error, "A request failed unexpectedly")]
    public static partial void Unexpected(this ILogger log, Exception e);
}
