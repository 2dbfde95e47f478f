using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Retries;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Vtiger.WebService;

/// <summary>A session of one user, begun with the MD5 of a challenge and the user's access key, from a secret <c>{"username": "…", "access_key": "…"}</c>.</summary>
/// <remarks>
/// A user has one challenge at a time: a new one kills the older, whoever asked for it. We log in once at a time, and one process at a time
/// where they share a state store; without one, or in another deployment, others may log in beside us. Sessions end when PHP sees fit, after 24 minutes without a request or later: they are kept until one is refused.
/// </remarks>
internal sealed class VtigerSession : HeldCredentials
{
    /// <summary>Stands before the session where others have <c>Bearer</c>; <see cref="VtigerInterpreter"/> takes it to its place.</summary>
    public const string Scheme = "VtigerSession";

    /// <summary>So many that twenty processes that start together all get in.</summary>
    private const int MostTries = 4;

    private readonly string _name;
    private readonly string _secretId;
    private readonly UpstreamClients _clients;
    private readonly HttpClient _http;
    private readonly VtigerLoginLease _lease;

    public VtigerSession(Upstream vtiger, string secretId, CrmOpening opening)
        : base(vtiger.Name, secretId, opening.Secrets, opening.Clients)
    {
        (_name, _secretId, _clients, _http) = (vtiger.Name, secretId, opening.Clients, opening.Clients.Create(vtiger, credentials: null));
        _lease = new(opening.State, vtiger.BaseAddress, opening.Clients);
    }

    /// <summary>The user's own id, <c>19x10</c>; null before the first login.</summary>
    public string? UserId { get; private set; }

    private protected override string Refused => $"{_name}: a new session is refused too. Does Vtiger keep its sessions, on every one of its servers?";

    private protected override async Task<Held> FetchAsync(SecretDocument secret, CancellationToken ct)
    {
        var user = secret.Member("username", "the Vtiger user's name");
        var key = secret.Member("access_key", "the user's access key (My Preferences)");
        for (var tried = 0; tried < MostTries; tried++)
        {
            if (tried > 0)
            {
                // Either the key is wrong, or somebody asked for a challenge between ours and our answer: uneven waits part those who did so together.
                await Task.Delay(BackOff.Delay(tried - 1, _clients.Options, _clients.Random), _clients.Time, ct);
            }

            if (await _lease.RunAsync(user, () => LogInAsync(user, key, ct), ct) is { } session)
            {
                return session;
            }
        }

        throw NotTaken();
    }

    /// <returns>Null when the answer to the challenge is not taken.</returns>
    private async Task<Held?> LogInAsync(string user, string key, CancellationToken ct)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"webservice.php?operation=getchallenge&username={Uri.EscapeDataString(user)}");
        var challenge = await SendAsync(ask, ct) ?? throw NotTaken();
        using var answer = new HttpRequestMessage(HttpMethod.Post, "webservice.php")
        {
            Content = new FormUrlEncodedContent(
            [
                new("operation", "login"),
                new("username", user),
                new("accessKey", Answer(Text(challenge, "token"), key)),
            ]),
        };
        if (await SendAsync(answer.MayRepeat(), ct) is not { } login)
        {
            return null;
        }

        UserId = VtigerRecord.Text(login, "userId") is { } id && VtigerRecordId.IsWhole(id) ? id : null;
        HttpLog.LoggedIn(_clients.Log, _name);
        return new(new(Scheme, Text(login, "sessionName")), DateTimeOffset.MaxValue);
    }

    /// <returns>Null for an unknown user (403), and for an answer that is not taken (401).</returns>
    private async Task<JsonElement?> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using var response = await _http.SendAsync(request.Accepts(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), ct);
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when VtigerAnswer.ErrorCode(body) is null => throw new UpstreamException(
                _name, UpstreamFault.Forbidden, $"{_name}: the login was answered with {(int)response.StatusCode}, and not by Vtiger. Let our requests through to webservice.php, whatever stands before it."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => null,
            HttpStatusCode.NotFound => throw VtigerConnection.NotThere(_name),
            _ => VtigerAnswer.Result(_name, body),
        };
    }

    // What is sent back has to be fit for a header: that is how it travels through our own handlers.
    private string Text(JsonElement result, string member) =>
        result.TryMember(member, out var value) && value.TryText(out var text) && text.Length is > 0 and <= 256 && text.All(c => char.IsBetween(c, '!', '~'))
            ? text
            : throw VtigerAnswer.Unreadable(_name, $"answered the login without a {member}");

#pragma warning disable CA5351 // Vtiger's protocol knows MD5 only.
    private static string Answer(string challenge, string key) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(challenge + key)));
#pragma warning restore CA5351

    private UpstreamException NotTaken() => new(
        _name,
        UpstreamFault.AuthRefused,
        $"{_name}: Vtiger does not take the login. Check the members 'username' and 'access_key' of the secret '{_secretId}', that the user is active, and that few processes log in as this user at once.");
}
