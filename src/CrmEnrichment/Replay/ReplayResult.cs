using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Replay;

/// <summary>How a replayed letter ended, as the metric has it; the same three that a <see cref="ReplayReport"/> counts.</summary>
internal static class ReplayResult
{
    public const string Done = "done";
    public const string FailedAgain = "failed_again";
    public const string Parked = "parked";

    /// <returns>Null when another delivery has the event in hand: the letter has not ended.</returns>
    public static string? Of(Outcome outcome) => outcome switch
    {
        Outcome.InProgress => null,
        Outcome.DeadLettered { IsParked: true } => Parked,
        Outcome.DeadLettered => FailedAgain,
        _ => Done,
    };
}
