using System.Security.Cryptography;
using System.Text;

namespace CrmEnrichment.Web.ScreenPop.Access;

/// <summary>A link that holds for a short time: <c>/screenpop?phone=…&amp;caller=genesys&amp;expires=1767603600&amp;signature=…</c>.</summary>
/// <remarks>
/// The signature is the HMAC-SHA256 of <c>/screenpop?</c> and the parameters before it, each name and value percent-encoded as RFC 3986 has it. They are
/// encoded anew here, because a gateway on the way may have done so, too.
/// </remarks>
internal static class SignedLink
{
    public const string Caller = "caller", Expires = "expires", Signature = "signature", Choice = "choice", All = "all";

    /// <summary>Of a key, in characters: 32 hexadecimal digits are 128 bits.</summary>
    public const int ShortestKey = 32;

    /// <summary>In hexadecimal digits.</summary>
    public static string Sign(string key, IEnumerable<(string Name, string Value)> parameters) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"/screenpop?{Encode(parameters)}")));

    public static bool Holds(string signature, string key, IEnumerable<(string Name, string Value)> parameters) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(signature.ToLowerInvariant()), Encoding.UTF8.GetBytes(Sign(key, Signed(parameters))));

    public static string Encode(IEnumerable<(string Name, string Value)> parameters) =>
        string.Join('&', parameters.Select(parameter => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(parameter.Value)}"));

    /// <summary>Without the signature, and without what the page adds to its own links: neither shows anybody whom the link does not show.</summary>
    private static IEnumerable<(string Name, string Value)> Signed(IEnumerable<(string Name, string Value)> parameters) =>
        parameters.Where(parameter => parameter.Name is not (Signature or Choice or All));
}
