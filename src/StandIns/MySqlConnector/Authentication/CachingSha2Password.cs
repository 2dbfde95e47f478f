using System.Security.Cryptography;
using System.Text;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Authentication;

/// <summary>The method of MySQL 8 and later.</summary>
/// <remarks><see href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_caching_sha2_authentication_exchanges.html"/>.</remarks>
internal static class CachingSha2Password
{
    public const string Name = "caching_sha2_password";

    /// <summary>Asks for the server's public key.</summary>
    public const byte PublicKeyRequest = 0x02;

    /// <summary>The server knows the password's hash, and the proof is right.</summary>
    public const byte FastPathDone = 0x03;

    /// <summary>The server needs the password itself.</summary>
    public const byte PasswordWanted = 0x04;

    /// <summary><c>SHA256(password) XOR SHA256(SHA256(SHA256(password)) + nonce)</c>; nothing for no password.</summary>
    public static byte[] Proof(string password, ReadOnlySpan<byte> nonce)
    {
        if (password.Length == 0)
        {
            return [];
        }

        var once = SHA256.HashData(Encoding.UTF8.GetBytes(password));
        byte[] salted = [.. SHA256.HashData(once), .. nonce];
        return once.Xor(SHA256.HashData(salted));
    }

    /// <summary>The password for whoever has the private key, mixed with the nonce so that it cannot be sent again.</summary>
    /// <exception cref="MySqlException">The key is none.</exception>
    public static byte[] Encrypt(string password, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> publicKey)
    {
        var clear = Clear(password);
        for (var i = 0; i < clear.Length; i++)
        {
            clear[i] ^= nonce[i % nonce.Length];
        }

        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(Encoding.ASCII.GetString(publicKey));
            return rsa.Encrypt(clear, RSAEncryptionPadding.OaepSHA1);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new MySqlException(MySqlErrorCode.UnableToConnectToHost, "The server's public key cannot be used; connect with TLS.", e);
        }
    }

    /// <summary>The password as the server reads it, for TLS.</summary>
    public static byte[] Clear(string password) => [.. Encoding.UTF8.GetBytes(password), 0];

    public static byte[] Xor(this byte[] left, ReadOnlySpan<byte> right)
    {
        var mixed = new byte[left.Length];
        for (var i = 0; i < mixed.Length; i++)
        {
            mixed[i] = (byte)(left[i] ^ right[i]);
        }

        return mixed;
    }
}
