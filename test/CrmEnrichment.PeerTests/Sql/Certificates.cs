using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>An authority and a server's certificate for <c>localhost</c>, made for one run, as PEM files.</summary>
internal sealed record Certificates(string Authority, string Certificate, string Key)
{
    private static readonly DateTimeOffset s_from = TimeProvider.System.GetUtcNow().AddHours(-1);
    private static readonly DateTimeOffset s_until = s_from.AddDays(1);

    /// <summary>An authority that has signed nothing here.</summary>
    public static string Stranger(string folder)
    {
        using var key = RSA.Create(2048);
        using var stranger = Authorise("CN=Stranger", key);
        var file = Path.Combine(folder, "stranger.pem");
        File.WriteAllText(file, stranger.ExportCertificatePem());
        return file;
    }

    public static Certificates Make(string folder)
    {
        using var authorityKey = RSA.Create(2048);
        using var authority = Authorise("CN=CrmEnrichment tests", authorityKey);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, s_from, s_until, RandomNumberGenerator.GetBytes(8));

        var made = new Certificates(Path.Combine(folder, "authority.pem"), Path.Combine(folder, "server.pem"), Path.Combine(folder, "server-key.pem"));
        File.WriteAllText(made.Authority, authority.ExportCertificatePem());
        File.WriteAllText(made.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(made.Key, key.ExportPkcs8PrivateKeyPem());
        return made;
    }

    private static X509Certificate2 Authorise(string name, RSA key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        return request.CreateSelfSigned(s_from, s_until);
    }
}
