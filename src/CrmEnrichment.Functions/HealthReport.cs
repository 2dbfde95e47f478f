using CrmEnrichment.Health;

namespace CrmEnrichment.Functions;

/// <summary>What CheckHealth answers.</summary>
/// <param name="Status"><c>Healthy</c> if every component is, else <c>Unhealthy</c>.</param>
public sealed record HealthReport(string Status, IReadOnlyList<ComponentReport> Components)
{
    internal static HealthReport Of(IReadOnlyList<ComponentHealth> checks) => new(
        checks.All(check => check.IsHealthy) ? nameof(ProbeResult.Healthy) : nameof(ProbeResult.Unhealthy),
        [.. checks.Select(ComponentReport.Of)]);
}
