using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CrmEnrichment.Pipeline;

/// <summary>The key of an event, equal for two deliveries of it.</summary>
internal static partial class EventKey
{
    /// <summary>Kept readable where every part is plain; otherwise a hash, since parts come from outside.</summary>
    public static string OfContent(params string?[] parts)
    {
        var joined = string.Join('/', parts);
        return parts.All(part => part is null || PlainId.IsMatch(part))
            ? joined
            : "sha256/" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(joined)));
    }

    public static string? OfEnvelope(string? id) => id is null ? null : "envelope/" + id;

    /// <summary>The id when it is one that may stand in a log or a key; null otherwise.</summary>
    public static string? Plain(string? id) => id is not null && PlainId.IsMatch(id) ? id : null;

    [GeneratedRegex(@"^[A-Za-z0-9.-]{1,80}\z", RegexOptions.None, 10_000)]
    private static partial Regex PlainId { get; }
}
