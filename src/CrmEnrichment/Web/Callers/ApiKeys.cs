using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Web.Callers;

/// <summary>The API keys that are accepted, by their SHA-256 hashes: <c>{"studio": {"sha256": "…", "audience": "Context"}}</c>.</summary>
/// <remarks>Two entries at once rotate a key.</remarks>
internal sealed class ApiKeys
{
    private readonly HashedKeys _keys;

    private ApiKeys(IReadOnlyList<(byte[] Hash, ApiCaller Caller)> keys) => _keys = new(keys);

    public ApiCaller? Find(string key) => _keys.Find(key);

    /// <exception cref="UpstreamException">Names the secret and what is wrong with it.</exception>
    public static ApiKeys Parse(string secretId, string text)
    {
        return new([.. CallerEntry.Read(text, Unusable).Select(entry => entry is { Hash: { } hash, Audience: { } audience }
            ? (hash, new ApiCaller($"key/{entry.Name}", audience))
            : throw Unusable($"has no hash of 64 hexadecimal digits, or no audience ({ClosedSet.Names<Audience>()}), in '{entry.Name}'"))]);

        UpstreamException Unusable(string problem) => new(
            "lookup", UpstreamFault.AuthRefused, $$$"""The secret '{{{secretId}}}' {{{problem}}}. Put {"NAME": {"sha256": "…", "audience": "Context"}} in it.""");
    }
}
