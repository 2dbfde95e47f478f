using System.ComponentModel.DataAnnotations;

namespace CrmEnrichment.Http;

/// <summary>How patient we are with upstreams, and how much we take from them. One set for all; an <see cref="Upstream"/> may have its own attempt time-out.</summary>
public sealed class HttpOptions
{
    public const string Section = "Http";

    /// <summary>How long one attempt may take, from the connection to the last byte of the answer, in milliseconds.</summary>
    [Range(10, 60_000)]
    public int AttemptTimeoutMs { get; set; } = 2_000;

    /// <summary>How long TCP and TLS may take to connect, in milliseconds.</summary>
    [Range(10, 60_000)]
    public int ConnectTimeoutMs { get; set; } = 500;

    /// <summary>How many times a failed attempt is repeated, time permitting; 0 for never.</summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>The longest wait before the first retry, in milliseconds; it doubles with every further one. Also the jitter on top of <c>Retry-After</c>.</summary>
    [Range(1, 60_000)]
    public int BackOffBaseMs { get; set; } = 200;

    /// <summary>The longest wait before any retry, in milliseconds, unless the upstream asks for more.</summary>
    [Range(1, 60_000)]
    public int BackOffMaxMs { get; set; } = 2_000;

    /// <summary>The time an attempt needs to have a chance, in milliseconds: no wait is begun that would leave less before the deadline.</summary>
    [Range(0, 60_000)]
    public int LeastAttemptMs { get; set; } = 100;

    /// <summary>The longest answer that is read, in bytes; a longer one counts as a failed attempt.</summary>
    [Range(1_024, 64 * 1024 * 1024)]
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>How long refused credentials are not tried again, in seconds.</summary>
    [Range(1, 3_600)]
    public int RestAfterRefusalSeconds { get; set; } = 60;

    /// <summary>How long fetching credentials may take with all retries, in milliseconds: callers share the fetch, so it has a deadline of its own.</summary>
    [Range(100, 60_000)]
    public int CredentialsBudgetMs { get; set; } = 8_000;

    /// <summary>How long a connection is kept, in seconds, so that changes in DNS are seen.</summary>
    [Range(1, 86_400)]
    public int ConnectionLifetimeSeconds { get; set; } = 300;
}
