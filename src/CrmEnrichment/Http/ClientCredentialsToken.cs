using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace CrmEnrichment.Http;

/// <summary>An OAuth token by client credentials (RFC 6749, 4.4), from a secret <c>{"client_id": "…", "client_secret": "…"}</c>.</summary>
/// <remarks>The endpoint has a rate limit of its own: one fetch serves all callers, and its token all invocations until shortly before it expires.</remarks>
public sealed class ClientCredentialsToken : ICredentials
{
    private readonly Upstream _login;
    private readonly string _secretId;
    private readonly UpstreamClients _clients;
    private readonly HttpClient _http;
    private readonly RefusalRest _rest;
    private readonly RotatingSecret _secret;
    private readonly SingleFlight<AuthenticationHeaderValue> _fetching;
    private volatile Held? _held;

    /// <summary>From <c>oauth/token</c> at the login's address; its name stands in messages and metrics.</summary>
    public ClientCredentialsToken(Upstream login, string secretId, ISecrets secrets, UpstreamClients clients)
    {
        (_login, _secretId, _clients) = (login, secretId, clients);
        _http = clients.Create(login, credentials: null);
        _rest = new(login.Name, clients);
        _secret = new(login.Name, secretId, secrets, clients, _rest);
        _fetching = new(login.Name, clients.Time);
    }

    public async ValueTask<AuthenticationHeaderValue> GetAsync(CancellationToken ct)
    {
        _rest.ThrowWhileResting();
        return Fresh() ?? await _fetching.RunAsync(FetchAsync, ct);
    }

    public ValueTask<AuthenticationHeaderValue> RenewAsync(AuthenticationHeaderValue refused, CancellationToken ct)
    {
        if (_held is { } held && held.Header.Equals(refused))
        {
            Interlocked.CompareExchange(ref _held, null, held);
        }

        return GetAsync(ct);
    }

    public void Rest()
    {
        Drop();
        _rest.Begin($"{_login.Name}: new tokens are refused too. {Fix}");
    }

    public void Forget()
    {
        Drop();
        _rest.End();
    }

    private void Drop()
    {
        _secret.Suspect();
        _held = null;
    }

    private string Fix => $"Check the members 'client_id' and 'client_secret' of the secret '{_secretId}', and that this client exists in the configured region.";

    private AuthenticationHeaderValue? Fresh() => _held is { } held && _clients.Time.GetUtcNow() < held.Until ? held.Header : null;

    private async Task<AuthenticationHeaderValue> FetchAsync()
    {
        if (Fresh() is { } header)
        {
            return header;
        }

        var held = await _secret.UseAsync(AskAsync);
        _held = held;
        return held.Header;
    }

    private async Task<Held> AskAsync(SecretDocument secret, CancellationToken ct)
    {
        var client = $"{secret.Member("client_id", "the OAuth client's id")}:{secret.Member("client_secret", "the OAuth client's secret")}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth/token")
        {
            Headers = { Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(client))) },
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        // The life counts from before the request: then it cannot seem longer than it is.
        var asked = _clients.Time.GetUtcNow();
        using var response = await _http.SendAsync(request.MayRepeat().Accepts(HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized), ct);
        var answer = response.StatusCode switch
        {
            // Both are seen for an unknown client and for a wrong secret (RFC 6749, 5.2).
            HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized => throw Fault(UpstreamFault.AuthRefused, $"the token endpoint refused the client with {(int)response.StatusCode}. {Fix}"),
            HttpStatusCode.NotFound => throw Fault(UpstreamFault.Rejected, "there is no token endpoint at the configured login address."),
            _ => TokenAnswer.Read(await response.Content.ReadAsByteArrayAsync(ct)) ?? throw Fault(UpstreamFault.Unavailable, "the token endpoint's answer holds no token."),
        };
        HttpLog.NewToken(_clients.Log, _login.Name, (long)answer.Kept.TotalSeconds);
        return new(new("Bearer", answer.AccessToken), asked + answer.Kept);
    }

    private UpstreamException Fault(UpstreamFault fault, string message) => new(_login.Name, fault, $"{_login.Name}: {message}");

    private sealed record Held(AuthenticationHeaderValue Header, DateTimeOffset Until);
}
