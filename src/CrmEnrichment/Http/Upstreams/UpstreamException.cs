namespace CrmEnrichment.Http.Upstreams;

/// <summary>An upstream (a contact centre, a CRM, an AWS service) failed or refused a request, after all retries.</summary>
/// <remarks>The message names what, where and the fix; never a number, an address, a token or the upstream's own text.</remarks>
public sealed class UpstreamException(string upstream, UpstreamFault fault, string message, DateTimeOffset? notBefore = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The upstream's configured name, such as <c>crm</c>.</summary>
    public string Upstream => upstream;

    public UpstreamFault Fault => fault;

    /// <summary>Whether its time ran out before it answered: an <see cref="UpstreamFault.Unavailable"/> whose cause may be on either side.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>How the upstream calls the error, such as <c>DUPLICATE_VALUE</c>; null where it does not say.</summary>
    public string? Code { get; init; }

    /// <summary>Names of the fields that were refused, as far as the upstream names them; never values.</summary>
    public IReadOnlyList<string> RefusedFields { get; init; } = [];

    /// <summary>The earliest time at which another try makes sense; null when that is now.</summary>
    public DateTimeOffset? NotBefore => notBefore;
}
