using System.Security.Cryptography;
using System.Text;

namespace CrmEnrichment.Tests.StandIns.Wire;

/// <summary>AWS Signature Version 4 out of its specification, without the SDK: what the signature of a received request should be.</summary>
internal static class SignatureVersion4
{
    public static string Sign(WireRequest request, string secretKey)
    {
        var scope = Part(request, "Credential=").Split('/', 2)[1];
        var canonicalRequest = string.Join('\n', CanonicalRequest(request));
        var stringToSign = string.Join('\n', "AWS4-HMAC-SHA256", request.Header("X-Amz-Date"), scope, Hash(Encoding.UTF8.GetBytes(canonicalRequest)));
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var step in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));
    }

    /// <summary>The value after a name in the Authorization header, as it was sent.</summary>
    public static string Part(WireRequest request, string name)
    {
        var authorization = request.Header("Authorization") ?? throw new InvalidOperationException("The request is not signed.");
        var start = authorization.IndexOf(name, StringComparison.Ordinal) + name.Length;
        return authorization[start..].Split([',', ' '], 2)[0];
    }

    private static IEnumerable<string> CanonicalRequest(WireRequest request)
    {
        var signedHeaders = Part(request, "SignedHeaders=");
        yield return request.Method;
        yield return string.Join('/', request.Target.Split('/').Select(Uri.EscapeDataString));
        yield return string.Empty;
        foreach (var name in signedHeaders.Split(';'))
        {
            yield return $"{name}:{request.Header(name)?.Trim()}";
        }

        yield return string.Empty;
        yield return signedHeaders;
        yield return Hash(request.Body);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
