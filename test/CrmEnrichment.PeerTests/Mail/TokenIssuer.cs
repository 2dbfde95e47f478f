using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>Where Microsoft and Google issue tokens for mailboxes, and where dovecot asks what a token is worth (RFC 7662).</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string Tenant = "0b5c1d1e-0000-4000-8000-000000000001", ClientSecret = "a client secret", ServiceAccount = "desk@project.iam.gserviceaccount.example";

    private readonly ConcurrentDictionary<string, string> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _revoked = new(StringComparer.Ordinal);
    private readonly RSA _key = RSA.Create(2048);
    private PretendSystem? _system;
    private int _issued;

    public Uri Url => _system!.Url;

    /// <summary>Of the service account.</summary>
    public string PrivateKey => _key.ExportPkcs8PrivateKeyPem();

    public static async Task<TokenIssuer> StartAsync()
    {
        var issuer = new TokenIssuer();
        issuer._system = await PretendSystem.StartAsync(IPAddress.Loopback, 0, TimeProvider.System, issuer.AnswerAsync);
        return issuer;
    }

    /// <summary>How many tokens the user was given.</summary>
    public int Issued(string user) => _users.Values.Count(known => string.Equals(known, user, StringComparison.Ordinal)) + _revoked.Values.Count(known => string.Equals(known, user, StringComparison.Ordinal));

    /// <summary>Tokens of the user are worth nothing any more, as after a change of the password.</summary>
    public void Revoke(string user)
    {
        foreach (var (token, _) in _users.Where(known => string.Equals(known.Value, user, StringComparison.Ordinal)))
        {
            _revoked[token] = user;
            _users.TryRemove(token, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _system!.DisposeAsync();
        _key.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Content.Span)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        var (status, answer) = request.Path switch
        {
            "/introspect" => (200, What(form.GetValueOrDefault("token", ""))),
            $"/{Tenant}/oauth2/v2.0/token" => Token(OfMicrosoft(form)),
            "/token" => Token(OfGoogle(form)),
            _ => (404, []),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private JsonObject What(string token) => _users.TryGetValue(token, out var user)
        ? new() { ["active"] = true, ["username"] = user, ["scope"] = "mail" }
        : new() { ["active"] = false };

    private (int Status, JsonObject Answer) Token(string? user)
    {
        if (user is null)
        {
            return (400, new() { ["error"] = "invalid_grant" });
        }

        var token = string.Create(CultureInfo.InvariantCulture, $"token-{Interlocked.Increment(ref _issued)}-{Guid.NewGuid():N}");
        _users[token] = user;
        return (200, new() { ["access_token"] = token, ["token_type"] = "Bearer", ["expires_in"] = 3599 });
    }

    /// <summary>The application is let into the mailbox whose name it bears.</summary>
    private static string? OfMicrosoft(Dictionary<string, string> form) =>
        form.GetValueOrDefault("grant_type") is "client_credentials" && form.GetValueOrDefault("client_secret") is ClientSecret && form.GetValueOrDefault("scope") is "https://outlook.office365.com/.default"
            ? form.GetValueOrDefault("client_id")
            : null;

    private string? OfGoogle(Dictionary<string, string> form)
    {
        if (form.GetValueOrDefault("grant_type") is not "urn:ietf:params:oauth:grant-type:jwt-bearer" || form.GetValueOrDefault("assertion")?.Split('.') is not [var header, var claims, var signature])
        {
            return null;
        }

        if (!_key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), WebEncoders.Base64UrlDecode(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            return null;
        }

        var said = JsonElement.Parse(WebEncoders.Base64UrlDecode(claims));
        var life = said.GetProperty("exp").GetInt64() - said.GetProperty("iat").GetInt64();
        return said.GetProperty("iss").ValueEquals(ServiceAccount) && said.GetProperty("aud").ValueEquals("https://oauth2.googleapis.com/token")
            && said.GetProperty("scope").ValueEquals("https://mail.google.com/") && life is > 0 and <= 3600
                ? said.GetProperty("sub").GetString()
                : null;
    }
}
