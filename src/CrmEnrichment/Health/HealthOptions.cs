using CrmEnrichment.Configuration;

namespace CrmEnrichment.Health;

/// <summary>Section <c>Health</c>.</summary>
public sealed class HealthOptions
{
    public const string Section = "Health";

    /// <summary>Milliseconds within which each component must have answered its probe, sign-in and retries included.</summary>
    public int DeadlineMs { get; init; } = 5000;

    internal static HealthOptions Read(Settings settings) => new()
    {
        DeadlineMs = settings.Number(nameof(DeadlineMs), 5000, 100, 60_000),
    };
}
