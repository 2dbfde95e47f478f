using CrmEnrichment.Configuration;

namespace CrmEnrichment.Http.Upstreams;

/// <summary>Time-outs, retries and sizes of calls to upstreams. One set for all; an <see cref="Upstream"/> may have its own attempt time-out.</summary>
public sealed class HttpOptions
{
    public const string Section = "Http";

    /// <summary>How long one attempt may take, from the connection to the last byte of the answer, in milliseconds.</summary>
    public int AttemptTimeoutMs { get; set; } = 2_000;

    /// <summary>How long TCP and TLS may take to connect, in milliseconds.</summary>
    public int ConnectTimeoutMs { get; set; } = 500;

    /// <summary>How many times a failed attempt is repeated, time permitting; 0 for never.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The longest wait before the first retry, in milliseconds; it doubles with every further one. Also the jitter on top of <c>Retry-After</c>.</summary>
    public int BackOffBaseMs { get; set; } = 200;

    /// <summary>The longest wait before any retry, in milliseconds, unless the upstream asks for more.</summary>
    public int BackOffMaxMs { get; set; } = 2_000;

    /// <summary>The least time for an attempt, in milliseconds: a wait that would leave less before the deadline is not started.</summary>
    public int LeastAttemptMs { get; set; } = 100;

    /// <summary>The longest answer that is read, in bytes; a longer one counts as a failed attempt.</summary>
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>How long refused credentials are not tried again, in seconds.</summary>
    public int RestAfterRefusalSeconds { get; set; } = 60;

    /// <summary>How long fetching credentials may take with all retries, in milliseconds: callers share the fetch, so it has a deadline of its own.</summary>
    public int CredentialsBudgetMs { get; set; } = 8_000;

    /// <summary>How long a connection is kept, in seconds, so that changes in DNS take effect.</summary>
    public int ConnectionLifetimeSeconds { get; set; } = 300;

    internal static HttpOptions Read(Settings settings) => new()
    {
        AttemptTimeoutMs = settings.Number(nameof(AttemptTimeoutMs), 2_000, 10, 60_000),
        ConnectTimeoutMs = settings.Number(nameof(ConnectTimeoutMs), 500, 10, 60_000),
        MaxRetries = settings.Number(nameof(MaxRetries), 3, 0, 10),
        BackOffBaseMs = settings.Number(nameof(BackOffBaseMs), 200, 1, 60_000),
        BackOffMaxMs = settings.Number(nameof(BackOffMaxMs), 2_000, 1, 60_000),
        LeastAttemptMs = settings.Number(nameof(LeastAttemptMs), 100, 0, 60_000),
        MaxResponseBytes = settings.Number(nameof(MaxResponseBytes), 1024 * 1024, 1_024, 64 * 1024 * 1024),
        RestAfterRefusalSeconds = settings.Number(nameof(RestAfterRefusalSeconds), 60, 1, 3_600),
        CredentialsBudgetMs = settings.Number(nameof(CredentialsBudgetMs), 8_000, 100, 60_000),
        ConnectionLifetimeSeconds = settings.Number(nameof(ConnectionLifetimeSeconds), 300, 1, 86_400),
    };
}
