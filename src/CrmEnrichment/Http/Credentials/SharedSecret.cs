using System.Security.Cryptography;
using System.Text;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Http.Credentials;

/// <summary>A secret that callers show as it is, such as a segment of the path: <c>{"secret": "…", "previous": "…"}</c>. For callers that cannot sign.</summary>
/// <remarks>The previous value is accepted beside the present one while callers change over. Both are compared in the same time, whatever is shown.</remarks>
internal sealed class SharedSecret(string upstream, string secretId, ISecrets secrets, TimeProvider time, ILogger log)
{
    /// <summary>A shorter one could be guessed.</summary>
    public const int Shortest = 24;

    private const int Longest = 256;

    private const string Meaning = "24 to 256 random letters and digits";

    private readonly FreshSecret<Hashes> _known = new(upstream, secretId, secrets, time, log, (id, text) => Hashes.Read(new SecretDocument(upstream, id, text)));

    /// <summary>Reads the secret ahead of the first caller.</summary>
    /// <exception cref="UpstreamException">It cannot be read.</exception>
    public Task ConnectAsync(CancellationToken ct) => _known.GetAsync(ct);

    /// <summary>What is not the secret may be a newer one.</summary>
    /// <exception cref="UpstreamException">The secret was never read, and cannot be now.</exception>
    public async Task<bool> HoldsAsync(string shown, CancellationToken ct)
    {
        if (shown.Length is < Shortest or > Longest)
        {
            return false;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(shown));
        return (await _known.GetAsync(ct)).Hold(hash) || (await _known.GetNewerAsync(ct)).Hold(hash);
    }

    /// <returns>What callers show today: for whoever writes an address for them.</returns>
    /// <exception cref="UpstreamException">The secret holds nothing that could be one.</exception>
    public static string Read(SecretDocument secret) =>
        secret.Member("secret", Meaning) is { Length: >= Shortest and <= Longest } present ? present : throw secret.Unusable("has a member 'secret' of the wrong length", "secret", Meaning);

    private sealed record Hashes(byte[] Present, byte[] Previous)
    {
        public static Hashes Read(SecretDocument secret)
        {
            var present = SharedSecret.Read(secret);
            var previous = secret.Find("previous", Meaning) is { Length: > 0 } set ? set.Trim() : present;
            return previous.Length is < Shortest or > Longest ? throw secret.Unusable("has a member 'previous' of the wrong length", "previous", Meaning)
                : new(Of(present), Of(previous));
        }

        public bool Hold(byte[] hash) => CryptographicOperations.FixedTimeEquals(Present, hash) | CryptographicOperations.FixedTimeEquals(Previous, hash);

        private static byte[] Of(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }
}
