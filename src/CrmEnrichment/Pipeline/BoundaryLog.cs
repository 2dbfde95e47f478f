using CrmEnrichment.DeadLetters;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Pipeline;

/// <summary>What the boundary logs.</summary>
internal static partial class BoundaryLog
{
    [LoggerMessage(1, LogLevel.Information, "{handler} ended as {outcome} after {milliseconds} ms")]
    public static partial void Ended(this ILogger logger, string handler, string outcome, long milliseconds);

    [LoggerMessage(2, LogLevel.Error, "{handler} failed as {reason}; the event is kept in letter {letterId}: {message}")]
    public static partial void Kept(this ILogger logger, string handler, FailureReason reason, string letterId, string message);

    [LoggerMessage(3, LogLevel.Critical, "{handler} failed and the dead-letter queue did not take the event; Lambda keeps it: {message} The letter was not written: {why}")]
    public static partial void NotKept(this ILogger logger, string handler, string message, string why);

    [LoggerMessage(7, LogLevel.Warning, "The letter was not written, and is tried again in {waitMs} ms: {why}")]
    public static partial void KeepingAgain(this ILogger logger, long waitMs, string why);

    [LoggerMessage(4, LogLevel.Warning, "State store not available ({step}); the event is handled without idempotency: {message}")]
    public static partial void ClaimsAway(this ILogger logger, string step, string message);

    [LoggerMessage(6, LogLevel.Warning, "Letter {letterId} has failed {attempts} times and needs a person: {place}")]
    public static partial void FailedTooOften(this ILogger logger, string letterId, int attempts, LetterPlace place);
}
