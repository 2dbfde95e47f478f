using System.Net;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Http;

/// <summary>Adds the credentials. After a 401 it renews them once; after the next 401 it starts their cool-down.</summary>
internal sealed class CredentialsHandler(Upstream upstream, ICredentials credentials, HttpOptions options, TimeProvider time, Metrics metrics, ILogger log) : DelegatingHandler
{
    private readonly string _origin = upstream.BaseAddress.GetLeftPart(UriPartial.Authority);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        StayHome(request.RequestUri!);
        var header = await credentials.GetAsync(cancellationToken);
        request.Headers.Authorization = header;
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized && request.TakeRenewal())
        {
            response.Dispose();
            HttpLog.Renewing(log, upstream.Name);
            request.Headers.Authorization = await credentials.RenewAsync(header, cancellationToken);
            response = await base.SendAsync(request, cancellationToken);
        }

        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            response.Dispose();
            credentials.CoolDown();
            HttpLog.Refused(log, upstream.Name);
            metrics.Count(MetricNames.AuthFailure, "Upstream", upstream.Name);
            throw new UpstreamException(
                upstream.Name,
                UpstreamFault.AuthRefused,
                $"{upstream.Name}: {request.Method} was answered with 401, and again with renewed credentials. Check the secret and the rights of its owner.",
                time.GetUtcNow().AddSeconds(options.RestAfterRefusalSeconds));
        }

        return response;
    }

    // An upstream's answer can hold an absolute address (a next page). It must not be able to send our token to another host.
    private void StayHome(Uri address)
    {
        if (!string.Equals(address.GetLeftPart(UriPartial.Authority), _origin, StringComparison.OrdinalIgnoreCase))
        {
            throw new UpstreamException(upstream.Name, UpstreamFault.Rejected, $"{upstream.Name}: a request names a host that is not the configured one. Credentials are not sent there.");
        }
    }
}
