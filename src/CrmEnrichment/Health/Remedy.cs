using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Health;

/// <summary>What to do, where the failure itself says only what happened.</summary>
internal static class Remedy
{
    /// <returns>One sentence; null where the failure's own message names the secret or the right.</returns>
    public static string? For(FailureReason reason) => reason switch
    {
        FailureReason.Unavailable => "Check that it is up, and that its configured address can be reached from here.",
        FailureReason.Throttled => "Find out who uses up its rate limit.",
        FailureReason.Rejected => "Check its settings: address, paths, names.",
        FailureReason.Unexpected => "Report this as a bug.",
        _ => null,
    };
}
