using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CrmEnrichment.Crm.Changes;

namespace CrmEnrichment.Crm.HubSpot;

/// <summary><c>X-HubSpot-Signature-v3</c>: Base64 of the HMAC-SHA256, under the app's client secret, of method, address, body and timestamp.</summary>
/// <remarks><see href="https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests"/>. The address stands in the signature, so it holds for no other.</remarks>
internal static partial class HubSpotSignature
{
    /// <returns>Why the notice is not HubSpot's; null for one that is.</returns>
    public static string? Refusal(ReceivedNotice notice, string clientSecret, DateTimeOffset now) =>
        notice.Header("x-hubspot-request-timestamp") is not { } timestamp ? "The header X-HubSpot-Request-Timestamp is missing."
        : notice.Header("x-hubspot-signature-v3") is not { } signature ? "The header X-HubSpot-Signature-v3 is missing."
        : !NoticeTime.IsNear(timestamp, now) ? NoticeTime.TooOld
        : !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Of(notice, clientSecret, timestamp)))
            ? "X-HubSpot-Signature-v3 does not fit. Check the client secret, and that the setting PublicUrl of Changes or Leads is the address that HubSpot calls."
            : null;

    private static string Of(ReceivedNotice notice, string clientSecret, string timestamp) => Convert.ToBase64String(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(clientSecret), Encoding.UTF8.GetBytes($"{notice.Method}{Decode(notice.Address)}{notice.Body}{timestamp}")));

    /// <summary>HubSpot decodes these characters of the address and no others before it signs.</summary>
    private static string Decode(string address) => Signed.Replace(address, static match => Uri.UnescapeDataString(match.Value));

    [GeneratedRegex("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Signed { get; }
}
