namespace CrmEnrichment.Http.Upstreams;

/// <summary>Why a request to an upstream failed.</summary>
public enum UpstreamFault
{
    /// <summary>5xx, time-out, connection refused or reset, an answer that cannot be read.</summary>
    Unavailable,

    /// <summary>429, and the wait it asks for does not fit the time left.</summary>
    Throttled,

    /// <summary>401 twice, or the token endpoint refuses the client.</summary>
    AuthRefused,

    /// <summary>403: a scope or right is missing.</summary>
    Forbidden,

    /// <summary>Any other 3xx or 4xx: the request itself was refused, and will be again.</summary>
    Rejected,
}
