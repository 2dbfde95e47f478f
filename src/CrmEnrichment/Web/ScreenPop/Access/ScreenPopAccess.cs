using System.Globalization;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.ScreenPop.Access;

/// <summary>Says who asks for a page: by the key in the path, or by the signature of the link.</summary>
/// <param name="secretId">Secret with what they are known by.</param>
/// <param name="longestLink">How far ahead a link may expire.</param>
/// <param name="secrets">Holds it.</param>
/// <param name="time">Now.</param>
/// <param name="log">For a secret that cannot be read again.</param>
internal sealed class ScreenPopAccess(string secretId, TimeSpan longestLink, ISecrets secrets, TimeProvider time, ILogger<ScreenPopAccess> log)
{
    private const int LongestKey = 512;

    private readonly FreshSecret<ScreenPopKeys> _keys = new("screenpop", secretId, secrets, time, log, ScreenPopKeys.Parse);

    /// <summary>Reads what callers are known by, ahead of the first of them.</summary>
    /// <exception cref="UpstreamException">It cannot be read.</exception>
    public Task ConnectAsync(CancellationToken ct) => _keys.GetAsync(ct);

    /// <param name="key">What stands in the path; null where nothing does.</param>
    /// <param name="parameters">The query's.</param>
    /// <param name="ct">Ends the reading of the secret.</param>
    /// <exception cref="UpstreamException">What we know them by cannot be read at present.</exception>
    public async Task<ScreenPopAsker> RecogniseAsync(string? key, IReadOnlyList<(string Name, string Value)> parameters, CancellationToken ct)
    {
        if (key is not null)
        {
            return key.Length > LongestKey ? ScreenPopAsker.Unknown
                : (await _keys.GetAsync(ct)).Find(key) is { } caller ? new ScreenPopAsker.Known(caller, IsByLink: false)
                : (await _keys.GetNewerAsync(ct)).Find(key) is { } newCaller ? new ScreenPopAsker.Known(newCaller, IsByLink: false)
                : ScreenPopAsker.Unknown;
        }

        var (name, expires, signature) = (Only(SignedLink.Caller), Only(SignedLink.Expires), Only(SignedLink.Signature));
        if (name is null || signature is null || !long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var until))
        {
            return ScreenPopAsker.Unknown;
        }

        var signer = Signer(await _keys.GetAsync(ct)) ?? Signer(await _keys.GetNewerAsync(ct));
        var left = until - time.GetUtcNow().ToUnixTimeSeconds();
        return signer is null || left > longestLink.TotalSeconds ? ScreenPopAsker.Unknown
            : left < 0 ? ScreenPopAsker.TooLate
            : new ScreenPopAsker.Known(signer, IsByLink: true);

        ApiCaller? Signer(ScreenPopKeys keys) => keys.Signer(name) is { } found && SignedLink.Holds(signature, found.Key, parameters) ? found.Caller : null;

        string? Only(string parameter) => parameters.Where(one => one.Name.Equals(parameter, StringComparison.Ordinal)).ToList() is [var (_, value)] ? value : null;
    }
}

/// <summary>Who asks for a page.</summary>
internal abstract record ScreenPopAsker
{
    private ScreenPopAsker()
    {
    }

    /// <summary>Neither key nor signature holds.</summary>
    public static ScreenPopAsker Unknown { get; } = new Stranger();

    /// <summary>The signature holds, and held until some time ago.</summary>
    public static ScreenPopAsker TooLate { get; } = new Late();

    /// <param name="Caller">Who, and what they may see.</param>
    /// <param name="IsByLink">Whether the whole query is signed.</param>
    public sealed record Known(ApiCaller Caller, bool IsByLink) : ScreenPopAsker;

    private sealed record Stranger : ScreenPopAsker;

    private sealed record Late : ScreenPopAsker;
}
