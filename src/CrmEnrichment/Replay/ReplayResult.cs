using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Replay;

/// <summary>How a replayed letter ended, as the metric has it. The schedule's results have names of their own: alarms are about those by hand.</summary>
internal static class ReplayResult
{
    public const string Done = "done";
    public const string FailedAgain = "failed_again";
    public const string Parked = "parked";
    public const string Healed = "healed";
    public const string NotHealed = "not_healed";

    /// <returns>Null when another delivery has the event in hand: the letter has not ended.</returns>
    public static string? Of(Outcome outcome, bool isHealing) => outcome switch
    {
        Outcome.InProgress => null,
        Outcome.DeadLettered when isHealing => NotHealed,
        _ when isHealing => Healed,
        Outcome.DeadLettered { IsParked: true } => Parked,
        Outcome.DeadLettered => FailedAgain,
        _ => Done,
    };
}
