using System.Security.Cryptography;
using System.Text;

namespace CrmEnrichment.StandIns.MySql.Authentication;

/// <summary>The method of MySQL 4.1 to 5.7 and of MariaDB.</summary>
/// <remarks><see href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_authentication_methods_native_password_authentication.html"/>.</remarks>
internal static class NativePassword
{
    public const string Name = "mysql_native_password";

    /// <summary><c>SHA1(password) XOR SHA1(nonce + SHA1(SHA1(password)))</c>; nothing for no password.</summary>
    public static byte[] Proof(string password, ReadOnlySpan<byte> nonce)
    {
        if (password.Length == 0)
        {
            return [];
        }

        var once = SHA1.HashData(Encoding.UTF8.GetBytes(password));
        byte[] salted = [.. nonce[..Math.Min(20, nonce.Length)], .. SHA1.HashData(once)];
        return once.Xor(SHA1.HashData(salted));
    }
}
