using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Health;

/// <summary>What to do, where the failure itself says only what happened.</summary>
internal static class Remedy
{
    /// <returns>One sentence; null where the failure's own message names the secret or the right.</returns>
    public static string? For(FailureReason reason) => reason switch
    {
        FailureReason.Unavailable => "See whether it is up, and can be reached from here under the configured address.",
        FailureReason.Throttled => "See who uses up its limit.",
        FailureReason.Rejected => "Check what is configured for it: address, paths, names.",
        FailureReason.Unexpected => "Report this as a bug.",
        _ => null,
    };
}
