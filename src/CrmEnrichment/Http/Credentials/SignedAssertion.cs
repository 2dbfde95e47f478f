using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.Credentials;

/// <summary>A JWT that an RSA key signs (RS256), as a login by RFC 7523 needs it.</summary>
internal static class SignedAssertion
{
    /// <param name="secret">Has the key in PEM, as its member <c>private_key</c>.</param>
    /// <param name="header">JSON with <c>"alg":"RS256"</c>.</param>
    /// <param name="claims">Writes the members.</param>
    /// <exception cref="UpstreamException">The secret lacks the key, or it cannot be read.</exception>
    public static string Of(SecretDocument secret, ReadOnlySpan<byte> header, Action<Utf8JsonWriter> claims)
    {
        using var key = ReadKey(secret);
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(Write(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
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

    private static byte[] Write(Action<Utf8JsonWriter> claims)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            claims(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
