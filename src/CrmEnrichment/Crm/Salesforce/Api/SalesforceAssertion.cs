using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>The signed JWT that stands for a user (RFC 7523): RS256, <c>iss</c>, <c>sub</c>, <c>aud</c>, <c>exp</c>.</summary>
internal static class SalesforceAssertion
{
    /// <summary>Salesforce takes no assertion that ends later than five minutes from its own time.</summary>
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(3);

    /// <exception cref="UpstreamException">The secret lacks a member, or its key cannot be read.</exception>
    public static string Sign(SecretDocument secret, Uri audience, DateTimeOffset now)
    {
        using var key = ReadKey(secret);
        var signed = $"{Encode("""{"alg":"RS256"}"""u8)}.{Encode(Claims(
            secret.Member("client_id", "the external client app's consumer key"),
            secret.Member("username", "the integration user's name"),
            audience.AbsoluteUri.TrimEnd('/'),
            now + s_life))}";
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static RSA ReadKey(SecretDocument secret)
    {
        const string Member = "private_key", Meaning = "the RSA private key in PEM";
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(secret.Text(Member, Meaning));
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw secret.Unusable($"has no key that can be read in its member '{Member}'", Member, Meaning);
        }
    }

    private static byte[] Claims(string issuer, string subject, string audience, DateTimeOffset expires)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("iss", issuer);
            json.WriteString("sub", subject);
            json.WriteString("aud", audience);
            json.WriteNumber("exp", expires.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
