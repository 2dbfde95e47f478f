using System.Security.Cryptography;
using System.Text;

namespace CrmEnrichment.Web.Callers;

/// <summary>Keys that are known by their SHA-256 hashes only.</summary>
/// <remarks>Keys are long random texts, for which a plain hash suffices.</remarks>
internal sealed class HashedKeys(IReadOnlyList<(byte[] Hash, ApiCaller Caller)> keys)
{
    /// <summary>Compares with every key, and with each in the same time.</summary>
    public ApiCaller? Find(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        ApiCaller? found = null;
        foreach (var (known, caller) in keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash))
            {
                found = caller;
            }
        }

        return found;
    }
}
