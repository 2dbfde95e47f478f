using System.Net.Http.Headers;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http;

/// <summary>The credentials for one upstream: an OAuth token, an API key, a session.</summary>
public interface ICredentials
{
    /// <exception cref="UpstreamException">With <see cref="UpstreamFault.AuthRefused"/> during the cool-down after a refusal.</exception>
    ValueTask<AuthenticationHeaderValue> GetAsync(CancellationToken ct);

    /// <summary>A new header in place of one that the upstream refused with 401. Callers with the same refused header share one renewal.</summary>
    ValueTask<AuthenticationHeaderValue> RenewAsync(AuthenticationHeaderValue refused, CancellationToken ct);

    /// <summary>The upstream refused the renewed header too: these credentials are not tried for <see cref="HttpOptions.RestAfterRefusalSeconds"/>.</summary>
    void CoolDown();

    /// <summary>Drops everything, as after a SnapStart restore: the snapshot may be days old.</summary>
    void Forget();
}
