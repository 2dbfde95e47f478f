namespace CrmEnrichment.Health;

/// <summary>The health of one component.</summary>
/// <param name="Took">The time until it answered, or until the limit.</param>
public sealed record ComponentHealth(string Name, ComponentKind Kind, ProbeResult Result, TimeSpan Took)
{
    public bool IsHealthy => Result is ProbeResult.Healthy;
}
