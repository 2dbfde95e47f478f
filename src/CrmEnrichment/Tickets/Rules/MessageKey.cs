using System.Security.Cryptography;
using System.Text;
using CrmEnrichment.Tickets.Messages;

namespace CrmEnrichment.Tickets.Rules;

/// <summary>By what a message is known. Ids come from outside and hold names, so they are kept as hashes.</summary>
/// <param name="Hash">40 hexadecimal digits.</param>
/// <param name="Fingerprint">Of its content.</param>
internal sealed record MessageKey(string Hash, string Fingerprint)
{
    /// <summary>The comment is found again by it.</summary>
    public string Marker => $"mail{Hash[..24]}";

    public static MessageKey Of(MailMessage message) => new(HashOf(MessageIdentity.Of(message)), HashOf(MessageIdentity.Fingerprint(message)));

    /// <summary>For another message that has the same Message-ID.</summary>
    public MessageKey ByContent() => this with { Hash = Fingerprint };

    public static string HashOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..40];
}
