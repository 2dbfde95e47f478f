using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrmEnrichment.Web.Callers;

/// <summary>Twilio's X-Twilio-Signature: HMAC-SHA1 over the whole address and the form's fields, sorted, under the account's auth token.</summary>
/// <remarks>
/// <see href="https://www.twilio.com/docs/usage/webhooks/webhooks-security"/>. The address stands in the signature, so it holds for no other. A body that is no
/// form stands in the address by its SHA-256, <c>bodySHA256</c>; without it the body could be exchanged, and is not accepted.
/// </remarks>
internal static class TwilioSignature
{
    private const string BodyDigest = "bodySHA256";

    /// <param name="signature">The header's value.</param>
    /// <param name="token">The account's auth token.</param>
    /// <param name="request">What was signed, apart from the host.</param>
    /// <param name="publicUrl">The host that Twilio called: API Gateway may know itself by another name.</param>
    public static bool Holds(string signature, string token, ApiRequest request, Uri publicUrl) =>
        (request.Body.Length == 0 || request.IsForm || IsBodyOf(request))
        && Hosts(publicUrl).Any(host => CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Of(token, Address(host, request), request.FormFields()))));

    /// <summary>The signature of a request.</summary>
    /// <param name="token">The account's auth token.</param>
    /// <param name="address">As it was called, with its query.</param>
    /// <param name="form">Decoded. Of several equal values of one field one is signed, as Twilio's own libraries do it.</param>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Twilio's choice. HMAC does not depend on what SHA-1 has lost.")]
    public static string Of(string token, string address, IEnumerable<(string Name, string Value)> form)
    {
        var signed = new StringBuilder(address);
        foreach (var (name, value) in form.Distinct().OrderBy(field => field.Name, StringComparer.Ordinal).ThenBy(field => field.Value, StringComparer.Ordinal))
        {
            signed.Append(name).Append(value);
        }

        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed.ToString())));
    }

    private static string Address(string host, ApiRequest request) => $"{host}{request.Path}{(request.Query.Length > 0 ? "?" : "")}{request.Query}";

    /// <summary>With and without the port: Twilio signs now the one and now the other, the default port too, and its own libraries accept both.</summary>
    private static IEnumerable<string> Hosts(Uri publicUrl)
    {
        var path = publicUrl.AbsolutePath.TrimEnd('/');
        yield return $"{publicUrl.Scheme}://{publicUrl.Host}{path}";
        yield return string.Create(CultureInfo.InvariantCulture, $"{publicUrl.Scheme}://{publicUrl.Host}:{publicUrl.Port}{path}");
    }

    private static bool IsBodyOf(ApiRequest request) =>
        request.QueryParameters().Where(parameter => parameter.Name is BodyDigest).ToList() is [var (_, digest)]
        && digest.Equals(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Body))), StringComparison.OrdinalIgnoreCase);
}
