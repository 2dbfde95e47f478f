namespace CrmEnrichment.Http.Upstreams;

/// <summary>What a start can do for one upstream before the first request to it.</summary>
/// <param name="Name">The upstream's.</param>
/// <param name="IsCalledLater">As <see cref="Upstream.IsCalledLater"/>.</param>
/// <param name="ConnectAsync">Gets its credentials, or opens a connection.</param>
internal sealed record UpstreamConnection(string Name, bool IsCalledLater, Func<CancellationToken, Task> ConnectAsync);
