using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Replay;

internal static partial class ReplayDeadLettersLog
{
    [LoggerMessage(5, LogLevel.Warning, "Message {messageId} stays in the queue: {why}")]
    public static partial void Left(this ILogger logger, string messageId, string why);

    /// <summary>The record of a replay that no person asked for.</summary>
    public static void Healed(this ILogger logger, ReplayReport report)
    {
        if (report.EndedBy is ReplayEnd.OtherRun)
        {
            logger.OtherRun();
            return;
        }

        var down = report.StillDown is { Count: > 0 } systems ? string.Join(", ", systems) : "none";
        logger.Healed(report.Done, report.FailedAgain, report.HeldBack ?? 0, down, report.Healing ?? 0, report.NeedingAPerson ?? 0, report.EndedBy);
    }

    [LoggerMessage(7, LogLevel.Information, "The schedule replayed letters: {done} done, {failedAgain} failed again, {heldBack} held back; systems still down: {stillDown}. Left: {healing} healing, {needingAPerson} needing a person. Ended by {endedBy}")]
    private static partial void Healed(this ILogger logger, int done, int failedAgain, int heldBack, string stillDown, int healing, int needingAPerson, ReplayEnd endedBy);

    [LoggerMessage(8, LogLevel.Information, "The schedule replayed nothing: its previous run has not ended")]
    private static partial void OtherRun(this ILogger logger);
}
