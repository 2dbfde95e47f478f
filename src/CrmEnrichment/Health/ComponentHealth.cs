namespace CrmEnrichment.Health;

/// <summary>How one component is.</summary>
/// <param name="Took">Until it answered, or until nobody waited any more.</param>
public sealed record ComponentHealth(string Name, ComponentKind Kind, ProbeResult Result, TimeSpan Took)
{
    public bool IsHealthy => Result is ProbeResult.Healthy;
}
