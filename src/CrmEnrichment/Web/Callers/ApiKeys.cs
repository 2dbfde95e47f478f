using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Web.Callers;

/// <summary>The API keys that are accepted, by their SHA-256 hashes: <c>{"studio": {"sha256": "…", "audience": "Context"}}</c>.</summary>
/// <remarks>Keys are long random texts, for which a plain hash suffices. Two entries at once rotate a key.</remarks>
internal sealed partial class ApiKeys
{
    private readonly IReadOnlyList<(byte[] Hash, ApiCaller Caller)> _keys;

    private ApiKeys(IReadOnlyList<(byte[] Hash, ApiCaller Caller)> keys) => _keys = keys;

    /// <summary>Compares with every key, and with each in the same time.</summary>
    public ApiCaller? Find(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        ApiCaller? found = null;
        foreach (var (known, caller) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash))
            {
                found = caller;
            }
        }

        return found;
    }

    /// <exception cref="UpstreamException">Names the secret and what is wrong with it.</exception>
    public static ApiKeys Parse(string secretId, string text)
    {
        try
        {
            var secret = ReceivedJson.Parse(text);
            return secret.ValueKind is JsonValueKind.Object ? new([.. secret.EnumerateObject().Select(Read)]) : throw Unusable("is not a JSON object");
        }
        catch (JsonException)
        {
            throw Unusable("is not JSON");
        }

        (byte[] Hash, ApiCaller Caller) Read(JsonProperty entry)
        {
            // Only a name of the right form is told: one in the wrong form might be a key in the wrong place.
            if (!Name.IsMatch(entry.Name))
            {
                throw Unusable("has a name that is not 1 to 64 letters, digits, dots, dashes or underscores");
            }

            return entry.Value.TryMember("sha256", out var member) && member.TryText(out var hash) && Hash.IsMatch(hash)
                && entry.Value.TryMember("audience", out var whom) && whom.TryText(out var name) && ClosedSet.TryRead(name, out Audience audience)
                ? (Convert.FromHexString(hash), new ApiCaller($"key/{entry.Name}", audience))
                : throw Unusable($"has no hash of 64 hexadecimal digits, or no audience ({ClosedSet.Names<Audience>()}), in '{entry.Name}'");
        }

        UpstreamException Unusable(string problem) => new(
            "lookup", UpstreamFault.AuthRefused, $$$"""The secret '{{{secretId}}}' {{{problem}}}. Put {"NAME": {"sha256": "…", "audience": "Context"}} in it.""");
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}$", RegexOptions.None, 10_000)]
    private static partial Regex Name { get; }

    [GeneratedRegex("^[0-9a-fA-F]{64}$", RegexOptions.None, 10_000)]
    private static partial Regex Hash { get; }
}
