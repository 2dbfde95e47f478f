namespace CrmEnrichment.Http.Upstreams;

/// <summary>An upstream (Genesys, a CRM, an AWS service) did not do what it was asked, retries included.</summary>
/// <remarks>The message names what, where and the fix; never a number, an address, a token or the upstream's own text.</remarks>
public sealed class UpstreamException(string upstream, UpstreamFault fault, string message, DateTimeOffset? notBefore = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The upstream's configured name, such as <c>Genesys</c>.</summary>
    public string Upstream => upstream;

    public UpstreamFault Fault => fault;

    /// <summary>When a further try makes sense; null when that is any time.</summary>
    public DateTimeOffset? NotBefore => notBefore;
}
