using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>One part of the check list, asked of the live system. It changes nothing there.</summary>
internal interface IPreLaunchCheck
{
    /// <summary>Of the line that stands in its place when it cannot be done.</summary>
    string Name { get; }

    /// <exception cref="UpstreamException">A system does not answer, or refuses.</exception>
    Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken ct);
}
