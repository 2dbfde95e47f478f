using System.Net;
using CrmEnrichment.Http.Retries;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http;

/// <summary>Passes on an answer that the caller accepts; turns everything else, after all attempts, into an <see cref="UpstreamException"/>.</summary>
internal sealed class FaultHandler(Upstream upstream, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (AttemptFailure.Of(e, cancellationToken) is { } end)
        {
            throw new UpstreamException(upstream.Name, UpstreamFault.Unavailable, $"{What(request)} failed: {end.Words}.{Tries(request)}", inner: e) { IsTimeout = end.IsTimeout };
        }

        if (request.IsAccepted(response.StatusCode))
        {
            return response;
        }

        using (response)
        {
            throw Fault(request, response);
        }
    }

    private UpstreamException Fault(HttpRequestMessage request, HttpResponseMessage response)
    {
        var code = upstream.Errors?.Read(response);
        var answered = $"{What(request)} was answered with {(int)response.StatusCode}{(code is null ? "" : $" ({code})")}.";
        if (upstream.Errors?.SaysQuotaUsedUp(response) is true)
        {
            return new(upstream.Name, UpstreamFault.Throttled, $"{answered} A quota is used up.", AskedFor(response) ?? time.GetUtcNow() + ErrorDialect.QuotaCoolDown);
        }

        if (upstream.Errors?.Passes(response) is { } passing)
        {
            return new(upstream.Name, passing, $"{answered}{Tries(request)}", AskedFor(response) ?? (passing is UpstreamFault.Throttled ? time.GetUtcNow() + ErrorDialect.CrowdCoolDown : null));
        }

        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new(upstream.Name, UpstreamFault.AuthRefused, $"{answered} Check its credentials."),
            HttpStatusCode.Forbidden => new(upstream.Name, UpstreamFault.Forbidden, $"{answered} {request.CheckAfterForbidden() ?? $"Grant {request.RightNeeded() ?? upstream.RightToGrant ?? "the missing scope or right"}."}"),
            HttpStatusCode.TooManyRequests => new(upstream.Name, UpstreamFault.Throttled, $"{answered}{Tries(request)}", AskedFor(response) ?? upstream.RateLimit?.Invoke(response.Headers, time.GetUtcNow())?.ResetsAt),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new(upstream.Name, UpstreamFault.Unavailable, $"{answered}{Tries(request)}", AskedFor(response)),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new(upstream.Name, UpstreamFault.Rejected, $"{answered} Redirects are not followed, because credentials must not go to another host. Configure the address that the redirect names."),
            _ => Refusal(response, code, answered),
        };
    }

    private UpstreamException Refusal(HttpResponseMessage response, string? code, string answered)
    {
        var fields = upstream.Errors?.ReadRefused(response) ?? [];
        return new(upstream.Name, UpstreamFault.Rejected, $"{answered}{ErrorDialect.Refuses(fields)}") { Code = code, RefusedFields = fields };
    }

    private DateTimeOffset? AskedFor(HttpResponseMessage response)
    {
        var now = time.GetUtcNow();
        return RetryAfter.Read(response.Headers, now) is { } wait ? now + wait : null;
    }

    private string What(HttpRequestMessage request) => $"{upstream.Name}: {request.Method}";

    private static string Tries(HttpRequestMessage request) => request.Attempts() switch
    {
        0 => " Not sent: no time left.",
        1 => " Not retried: too little time left, or a retry is unsafe.",
        var tries => $" All {tries} attempts failed.",
    };
}
