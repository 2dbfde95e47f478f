using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CrmEnrichment.Http;

/// <summary>An OAuth token, asked for as the <see cref="TokenGrant"/> has it.</summary>
/// <remarks>The endpoint has a rate limit of its own: one fetch serves all callers, and its token all invocations until shortly before it expires.</remarks>
public sealed class OAuthToken : ICredentials
{
    private readonly TokenGrant _grant;
    private readonly Upstream _login;
    private readonly string _secretId;
    private readonly UpstreamClients _clients;
    private readonly HttpClient _http;
    private readonly RefusalRest _rest;
    private readonly RotatingSecret _secret;
    private readonly SingleFlight<AuthenticationHeaderValue> _fetching;
    private volatile Held? _held;

    /// <summary>From the login's address; its name stands in messages and metrics.</summary>
    internal OAuthToken(TokenGrant grant, Upstream login, string secretId, ISecrets secrets, UpstreamClients clients)
    {
        (_grant, _login, _secretId, _clients) = (grant, login, secretId, clients);
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

    private string Fix => _grant.Fix(_secretId);

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
        var answer = TokenAnswer.Read(body, _grant.LifeUnlessSaid) ?? throw Fault(UpstreamFault.Unavailable, "the token endpoint's answer holds no token.");
        _grant.Accept(JsonElement.Parse(body));
        HttpLog.NewToken(_clients.Log, _login.Name, (long)answer.Kept.TotalSeconds);
        return new(new("Bearer", answer.AccessToken), asked + answer.Kept);
    }

    private UpstreamException Fault(UpstreamFault fault, string message) => new(_login.Name, fault, $"{_login.Name}: {message}");

    private sealed record Held(AuthenticationHeaderValue Header, DateTimeOffset Until);
}
