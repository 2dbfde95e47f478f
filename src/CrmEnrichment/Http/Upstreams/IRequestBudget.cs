namespace CrmEnrichment.Http.Upstreams;

/// <summary>A rate limit that several processes share. Every attempt asks it first, since the upstream counts each of them.</summary>
public interface IRequestBudget
{
    /// <summary>Waits until the request may go.</summary>
    /// <exception cref="UpstreamException">It may go too late (<see cref="UpstreamFault.Throttled"/>).</exception>
    Task NextAsync(HttpRequestMessage request, CancellationToken ct);
}
