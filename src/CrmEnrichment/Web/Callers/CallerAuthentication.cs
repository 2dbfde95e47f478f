using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Callers;

/// <summary>Says who asks. Of several things that somebody shows the first counts, in the order of this page; if it does not hold, no other is tried.</summary>
internal sealed class CallerAuthentication(CallerOptions options, ISecrets secrets, TimeProvider time, ILogger<CallerAuthentication> log)
{
    private const string Bearer = "Bearer ";
    private const int LongestKey = 512;

    private readonly FreshSecret<ApiKeys> _keys = new("lookup", options.KeysSecretId, secrets, time, log, ApiKeys.Parse);
    private readonly FreshSecret<string> _twilio = new("lookup", options.TwilioSecretId, secrets, time, log, ReadToken);

    /// <summary>Reads what callers are known by, ahead of the first of them.</summary>
    /// <exception cref="UpstreamException">It cannot be read.</exception>
    public Task ConnectAsync(CancellationToken ct) => Task.WhenAll(
        options.KeysSecretId.Length > 0 ? _keys.GetAsync(ct) : Task.CompletedTask,
        options.TwilioSecretId.Length > 0 ? _twilio.GetAsync(ct) : Task.CompletedTask);

    /// <returns>Null for somebody whom we do not know.</returns>
    /// <exception cref="UpstreamException">What we know them by cannot be read at present.</exception>
    public async Task<ApiCaller?> RecogniseAsync(ApiRequest request, CancellationToken ct)
    {
        if (request.IamPrincipal is { } principal)
        {
            return options.Iam ? new ApiCaller($"iam/{IamPrincipal.NameOf(principal)}", options.IamAudience) : null;
        }

        if (Key(request) is { } key)
        {
            return options.KeysSecretId.Length > 0 && key.Length <= LongestKey ? await FindAsync(key, ct) : null;
        }

        return request.Header("x-twilio-signature") is { } signature && options.TwilioSecretId.Length > 0 && await IsTwilioAsync(request, signature, ct)
            ? new ApiCaller("twilio", options.TwilioAudience)
            : null;
    }

    private static string? Key(ApiRequest request) => request.Header("x-api-key")
        ?? (request.Header("authorization") is { } authorization && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null);

    /// <summary>A key that nobody knows may be a new one.</summary>
    private async Task<ApiCaller?> FindAsync(string key, CancellationToken ct) =>
        (await _keys.GetAsync(ct)).Find(key) ?? (await _keys.GetNewerAsync(ct)).Find(key);

    private async Task<bool> IsTwilioAsync(ApiRequest request, string signature, CancellationToken ct) =>
        TwilioSignature.Holds(signature, await _twilio.GetAsync(ct), request, options.PublicUrl!)
        || TwilioSignature.Holds(signature, await _twilio.GetNewerAsync(ct), request, options.PublicUrl!);

    private static string ReadToken(string secretId, string text) => new SecretDocument("twilio", secretId, text).Member("auth_token", "the auth token of the Twilio account");
}
