using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrmEnrichment.Tickets.Messages;

/// <summary>What makes a message the same when it comes again.</summary>
public static class MessageIdentity
{
    /// <returns>The Message-ID; where the message has none, <see cref="Fingerprint"/>.</returns>
    public static string Of(MailMessage message) => string.IsNullOrWhiteSpace(message.MessageId) ? Fingerprint(message) : message.MessageId.Trim();

    /// <summary>Tells two messages apart that have the same Message-ID, or none.</summary>
    /// <returns><c>sha256:</c> and 64 hexadecimal digits over From, Date, Subject and the body.</returns>
    public static string Fingerprint(MailMessage message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, message.From);
        Add(hash, message.Date?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        Add(hash, message.Subject);
        Add(hash, message.Text);
        Add(hash, message.Html);
        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    // The length goes before each part, so that what stands at the end of one is not the beginning of the next.
    private static void Add(IncrementalHash hash, string? part)
    {
        var bytes = Encoding.UTF8.GetBytes(part ?? "");
        hash.AppendData(Encoding.ASCII.GetBytes($"{(part is null ? -1 : bytes.Length)}:"));
        hash.AppendData(bytes);
    }
}
