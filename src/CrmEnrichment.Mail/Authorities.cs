using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tickets.Mailboxes;

namespace CrmEnrichment.Mail;

/// <summary>Checks a server's certificate by the authorities of a file: the name must be right all the same.</summary>
internal sealed class Authorities
{
    private readonly X509Certificate2Collection _trusted = [];

    /// <exception cref="UpstreamException">The file is not there, or holds no certificate.</exception>
    public Authorities(MailboxOptions options)
    {
        try
        {
            _trusted.ImportFromPemFile(Path.Combine(AppContext.BaseDirectory, options.AuthoritiesFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UpstreamException(
                options.Name, UpstreamFault.Rejected, $"{options.Name}: the file that Mail__Mailboxes__N__AuthoritiesFile names cannot be read as PEM. Put it beside the program.", inner: e);
        }
    }

    public bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if ((errors & ~SslPolicyErrors.RemoteCertificateChainErrors) is not SslPolicyErrors.None || certificate is null)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_trusted);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (chain is not null)
        {
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainElements.Select(element => element.Certificate).ToArray());
        }

        using var server = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return own.Build(server);
    }
}
