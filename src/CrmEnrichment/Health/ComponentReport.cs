namespace CrmEnrichment.Health;

/// <summary>How one component is, in CheckHealth's answer.</summary>
/// <param name="Name">As in logs, metrics and letters.</param>
/// <param name="Kind">Such as <c>CustomerSource</c>.</param>
/// <param name="Status"><c>Healthy</c>, <c>Unhealthy</c> or <c>Late</c>.</param>
/// <param name="DurationMs">Until it answered, or until nobody waited any more.</param>
/// <param name="Reason">As a letter would bear it, such as <c>AuthFailure</c>; docs/operations.md has a section for each.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record ComponentReport(string Name, string Kind, string Status, long DurationMs, string? Reason = null, string? Message = null)
{
    internal static ComponentReport Of(ComponentHealth check)
    {
        var report = new ComponentReport(check.Name, $"{check.Kind}", check.Result.Name, (long)check.Took.TotalMilliseconds);
        return check.Result switch
        {
            ProbeResult.Unhealthy ill => report with { Reason = $"{ill.Failure.Reason}", Message = ill.Message },
            ProbeResult.Late late => report with { Message = late.Message },
            _ => report,
        };
    }
}
