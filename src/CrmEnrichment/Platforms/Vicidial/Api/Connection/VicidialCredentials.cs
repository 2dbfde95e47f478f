using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Platforms.Vicidial.Api.Connection;

/// <summary>User and password of a VICIdial user, out of a secret. Refused once, they are not used until the secret has changed or fifteen minutes have passed.</summary>
/// <remarks>
/// VICIdial locks a user after ten refused logins, for fifteen minutes. So no second login follows a refused one, as elsewhere: only another password is
/// tried at once. A health check and a restored process keep to this too.
/// </remarks>
internal sealed partial class VicidialCredentials(string upstream, string secretId, ISecrets secrets, UpstreamClients clients) : ICredentials
{
    /// <summary>Stands before the login where others have <c>Basic</c>; <see cref="VicidialInterpreter"/> takes it to its place.</summary>
    public const string Scheme = "Vicidial";

    /// <summary>As long as VICIdial locks a user.</summary>
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    private volatile FreshSecret<AuthenticationHeaderValue> _secret = Fresh(upstream, secretId, secrets, clients);
    private volatile AuthenticationHeaderValue? _used;
    private volatile Refusal? _refusal;

    public async ValueTask<AuthenticationHeaderValue> GetAsync(CancellationToken ct)
    {
        var login = await _secret.GetAsync(ct);
        if (IsRefused(login, out _))
        {
            login = await _secret.GetNewerAsync(ct);
        }

        return IsRefused(login, out var until) ? throw Refused(until.Value) : _used = login;
    }

    public async ValueTask<AuthenticationHeaderValue> RenewAsync(AuthenticationHeaderValue refused, CancellationToken ct)
    {
        Refuse(refused);
        try
        {
            return await GetAsync(ct);
        }
        catch (UpstreamException e) when (e.Fault is UpstreamFault.AuthRefused)
        {
            HttpLog.Refused(clients.Log, upstream);
            clients.Metrics.Count(MetricNames.AuthFailure, "Upstream", upstream);
            throw;
        }
    }

    public void CoolDown()
    {
        if (_used is { } login)
        {
            Refuse(login);
        }
    }

    public void Forget() => _secret = Fresh(upstream, secretId, secrets, clients);

    /// <summary>User and password of a header that was made here.</summary>
    public static (string User, string Password) Read(AuthenticationHeaderValue login) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(login.Parameter!)).Split(':', 2) is [var user, var password] ? (user, password) : ("", "");

    private void Refuse(AuthenticationHeaderValue login) => _refusal = new(login, clients.Time.GetUtcNow() + LockOut);

    private bool IsRefused(AuthenticationHeaderValue login, [NotNullWhen(true)] out DateTimeOffset? until)
    {
        until = _refusal is { } refusal && refusal.Login.Equals(login) && clients.Time.GetUtcNow() < refusal.Until ? refusal.Until : null;
        return until is not null;
    }

    private UpstreamException Refused(DateTimeOffset until) => new(
        upstream,
        UpstreamFault.AuthRefused,
        $"{upstream}: the login is refused, and not tried again for fifteen minutes unless the secret changes: ten refused logins lock the user. " +
        $"Check the members 'user' and 'pass' of the secret '{secretId}', that the user is active, has API access and level 8 (7 reads only), and is not locked.",
        until);

    private static FreshSecret<AuthenticationHeaderValue> Fresh(string upstream, string secretId, ISecrets secrets, UpstreamClients clients) =>
        new(upstream, secretId, secrets, clients.Time, clients.Log, (id, text) => Login(new SecretDocument(upstream, id, text)));

    private static AuthenticationHeaderValue Login(SecretDocument secret)
    {
        var user = secret.Member("user", "the VICIdial user's id");
        var password = secret.Member("pass", "the VICIdial user's password");
        if (!Kept.IsMatch(user))
        {
            throw secret.Unusable("has a user id that VICIdial's API cannot take", "user", "an id of letters, digits, dashes and underscores");
        }

        // VICIdial drops every other letter before it compares: such a login is always refused, and counts towards the lock.
        return Kept.IsMatch(password)
            ? new(Scheme, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")))
            : throw secret.Unusable("has a password that VICIdial's API cannot take", "pass", "a password of letters, digits, dashes and underscores");
    }

    [GeneratedRegex(@"^[-_0-9A-Za-z]{1,100}\z", RegexOptions.None, 10_000)]
    private static partial Regex Kept { get; }

    private sealed record Refusal(AuthenticationHeaderValue Login, DateTimeOffset Until);
}
