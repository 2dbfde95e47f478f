using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.SecretsManager;

namespace CrmEnrichment.Local.Twilio;

/// <summary>The Twilio account of the local cloud, and how it signs what it sends.</summary>
public static class TwilioAccount
{
    public const string Workspace = "WS00000000000000000000000000000001";
    public const string Sid = "AC00000000000000000000000000000001";
    public const string Token = "local-account-token";
    public const string KeySid = "SK00000000000000000000000000000001";
    public const string KeySecret = "local-key-secret";

    /// <summary>By which Twilio knows TwilioEvents: not the address at which it listens, as behind API Gateway.</summary>
    public const string PublicUrl = "https://events.example.com";

    public const string Secret = "crm-enrichment/twilio-account";

    /// <summary>A callback as Twilio sends it: a signed form.</summary>
    /// <param name="front">Where it goes.</param>
    /// <param name="path">Such as <c>/twilio/taskrouter</c>.</param>
    /// <param name="form">Its fields.</param>
    /// <param name="token">What signs it.</param>
    public static HttpRequestMessage Callback(Uri front, string path, IReadOnlyDictionary<string, string> form, string token = Token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(front, path)) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", Sign($"{PublicUrl}{path}", form, token));
        return request;
    }

    /// <remarks><see href="https://www.twilio.com/docs/usage/webhooks/webhooks-security"/></remarks>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Twilio's choice.")]
    private static string Sign(string address, IReadOnlyDictionary<string, string> form, string token)
    {
        var text = address + string.Concat(form.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + field.Value));
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text)));
    }

    internal static void PutInto(Secrets secrets, PretendTwilio twilio)
    {
        twilio.Credentials[Sid] = Token;
        twilio.Credentials[KeySid] = KeySecret;
        secrets.Set(Secret, new JsonObject { ["account_sid"] = Sid, ["auth_token"] = Token, ["api_key"] = KeySid, ["api_secret"] = KeySecret }.ToJsonString());
    }
}
