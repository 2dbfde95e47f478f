using System.Net;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Http.Credentials;

/// <summary>An OAuth token; the <see cref="TokenGrant"/> says how to ask for it.</summary>
/// <remarks>The endpoint has its own rate limit: all callers share one fetch, and all invocations of a process use its token until shortly before it expires.</remarks>
public sealed class OAuthToken : HeldCredentials
{
    private readonly TokenGrant _grant;
    private readonly Upstream _login;
    private readonly string _secretId;
    private readonly UpstreamClients _clients;
    private readonly HttpClient _http;

    /// <summary>The token comes from the login's address; the login's name is used in messages and metrics.</summary>
    internal OAuthToken(TokenGrant grant, Upstream login, string secretId, ISecrets secrets, UpstreamClients clients)
        : base(login.Name, secretId, secrets, clients)
    {
        (_grant, _login, _secretId, _clients) = (grant, login, secretId, clients);
        _http = clients.Create(login, credentials: null);
    }

    private protected override string Refused => $"{_login.Name}: a new token is refused too. {Fix}";

    private string Fix => _grant.Fix(_secretId);

    private protected override async Task<Held> FetchAsync(SecretDocument secret, CancellationToken ct)
    {
        // The life counts from before the request: then it cannot seem longer than it is.
        var asked = _clients.Time.GetUtcNow();
        using var request = _grant.Ask(secret, asked);
        using var response = await _http.SendAsync(request.MayRepeat().Accepts(HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized), ct);
        switch (response.StatusCode)
        {
            case HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized:
                // Both are seen for an unknown client and for a wrong secret (RFC 6749, 5.2).
                throw Fault(UpstreamFault.AuthRefused, $"the token endpoint refused the client with {(int)response.StatusCode}. {Fix}");
            case HttpStatusCode.NotFound:
                throw Fault(UpstreamFault.Rejected, "there is no token endpoint at the configured login address.");
        }

        var body = await response.Content.ReadAsByteArrayAsync(ct);
        var answer = TokenAnswer.Read(body, _grant.LifeUnlessSaid, _grant.Within) ?? throw Fault(UpstreamFault.Unavailable, $"the answer of the token endpoint has no token. {Fix}");
        _grant.Accept(ReceivedJson.Parse(body));
        HttpLog.NewToken(_clients.Log, _login.Name, (long)answer.Kept.TotalSeconds);
        return new(new("Bearer", answer.AccessToken), asked + answer.Kept);
    }

    private UpstreamException Fault(UpstreamFault fault, string message) => new(_login.Name, fault, $"{_login.Name}: {message}");
}
