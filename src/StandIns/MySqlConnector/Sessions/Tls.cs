using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>TLS as <see cref="MySqlSslMode"/> asks for it.</summary>
internal static class Tls
{
    /// <exception cref="MySqlException">The server's certificate does not do, or there is no authority to check it by.</exception>
    public static async Task<SslStream> SecureAsync(Stream stream, ConnectionSettings settings, CancellationToken ct)
    {
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(Options(settings), ct);
            return secure;
        }
        catch (AuthenticationException e)
        {
            await secure.DisposeAsync();
            throw new MySqlException(MySqlErrorCode.UnableToConnectToHost, "SSL Authentication Error", e);
        }
    }

    private static SslClientAuthenticationOptions Options(ConnectionSettings settings)
    {
        var tolerated = Tolerated(settings.SslMode);
        return new()
        {
            TargetHost = settings.Server,
            CertificateChainPolicy = settings.SslCa.Length > 0 ? TrustOnly(settings.SslCa) : null,
            CertificateRevocationCheckMode = settings.SslMode is MySqlSslMode.VerifyFull ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, _, _, errors) => (errors & ~tolerated) is SslPolicyErrors.None,
        };
    }

    private static SslPolicyErrors Tolerated(MySqlSslMode mode) => mode switch
    {
        MySqlSslMode.VerifyFull => SslPolicyErrors.None,
        MySqlSslMode.VerifyCA => SslPolicyErrors.RemoteCertificateNameMismatch,
        _ => SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateNotAvailable,
    };

    private static X509ChainPolicy TrustOnly(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(file);
            return policy;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new MySqlException($"Could not load CA Certificate File: {file}", e);
        }
    }
}
