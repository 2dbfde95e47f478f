using System.Net.Http.Headers;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http;

/// <summary>What proves to one upstream who we are: an OAuth token (Genesys), an API key (a REST CRM).</summary>
public interface ICredentials
{
    /// <exception cref="UpstreamException">With <see cref="UpstreamFault.AuthRefused"/> while these credentials rest after a refusal.</exception>
    ValueTask<AuthenticationHeaderValue> GetAsync(CancellationToken ct);

    /// <summary>A new header in place of one that the upstream refused with 401; callers that hold the same refused one share one renewal.</summary>
    ValueTask<AuthenticationHeaderValue> RenewAsync(AuthenticationHeaderValue refused, CancellationToken ct);

    /// <summary>The upstream refused the renewed header too: no further tries with these credentials for a minute.</summary>
    void Rest();

    /// <summary>Nothing known before is used again, as after a SnapStart restore: the snapshot may be days old.</summary>
    void Forget();
}
