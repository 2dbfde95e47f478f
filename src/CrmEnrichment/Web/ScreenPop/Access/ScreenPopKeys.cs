using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Web.Callers;

namespace CrmEnrichment.Web.ScreenPop.Access;

/// <summary>By what we know who asks for a page: <c>{"vicidial": {"sha256": "…", "audience": "Context"}, "genesys": {"signing_key": "…", "audience": "Context"}}</c>.</summary>
/// <remarks>A key stands in a path, of a caller that cannot sign, and is kept as its hash. A signing key never travels. Two entries at once rotate a key.</remarks>
internal sealed class ScreenPopKeys
{
    public const string Example = """{"NAME": {"sha256": "…", "audience": "Context"}}""";

    private readonly HashedKeys _keys;
    private readonly IReadOnlyDictionary<string, (string Key, ApiCaller Caller)> _signers;

    private ScreenPopKeys(IReadOnlyList<(byte[] Hash, ApiCaller Caller)> keys, IReadOnlyDictionary<string, (string Key, ApiCaller Caller)> signers) => (_keys, _signers) = (new(keys), signers);

    public ApiCaller? Find(string key) => _keys.Find(key);

    /// <returns>The key by which that caller signs; null for one that does not.</returns>
    public (string Key, ApiCaller Caller)? Signer(string name) => _signers.TryGetValue(name, out var signer) ? signer : null;

    /// <exception cref="UpstreamException">Names the secret and what is wrong with it.</exception>
    public static ScreenPopKeys Parse(string secretId, string text)
    {
        var (keys, signers) = (new List<(byte[], ApiCaller)>(), new Dictionary<string, (string, ApiCaller)>(StringComparer.Ordinal));
        foreach (var entry in CallerEntry.Read(text, Unusable))
        {
            var caller = entry.Audience is { } audience ? new ApiCaller($"screenpop/{entry.Name}", audience) : throw Unusable($"has no audience ({ClosedSet.Names<Audience>()}) in '{entry.Name}'");
            if (entry.Hash is { } hash)
            {
                keys.Add((hash, caller));
            }
            else if (entry.Text("signing_key") is { Length: >= SignedLink.ShortestKey } key)
            {
                signers[entry.Name] = (key, caller);
            }
            else
            {
                throw Unusable($"has neither a sha256 of 64 hexadecimal digits nor a signing_key of at least {SignedLink.ShortestKey} characters in '{entry.Name}'");
            }
        }

        return new(keys, signers);

        UpstreamException Unusable(string problem) => new("screenpop", UpstreamFault.AuthRefused, $"The secret '{secretId}' {problem}. Put {Example} in it.");
    }
}
