using System.Security.Cryptography;
using System.Text;

namespace CrmEnrichment.Cli.Site.Guard;

/// <summary>Who may use the console: whoever opened the address with its key, which works once.</summary>
/// <remarks>Everybody on this machine can reach a loopback port, and so can every web page that a browser on it shows.</remarks>
internal sealed class SiteKey
{
    private const int Bytes = 32;

    private readonly Lock _one = new();
    private string? _key = New();

    /// <summary>For the address that is printed.</summary>
    public string Key { get; }

    /// <summary>What the browser keeps after it.</summary>
    public string Session { get; } = New();

    public SiteKey() => Key = _key!;

    /// <summary>Whether this is the key, and nobody has used it before.</summary>
    public bool Use(string given)
    {
        lock (_one)
        {
            if (_key is null || !AreEqual(given, _key))
            {
                return false;
            }

            _key = null;
            return true;
        }
    }

    public bool IsSession(string? given) => given is not null && AreEqual(given, Session);

    private static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    private static bool AreEqual(string given, string expected) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
