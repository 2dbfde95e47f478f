using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.SecretsManager;

public class AmazonSecretsManagerConfig : ClientConfig
{
    /// <summary>Host name and signing name.</summary>
    private const string Prefix = "secretsmanager";

    public AmazonSecretsManagerConfig()
        : base(DefaultConfigurations())
    {
        ServiceId = "Secrets Manager";
        AuthenticationServiceName = Prefix;
    }

    public override string RegionEndpointServiceName => Prefix;

    public override string ServiceVersion => "2017-10-17";

    public override string UserAgent => InternalSDKUtils.BuildUserAgentString("Secrets_Manager", "4.1.0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        if (!string.IsNullOrEmpty(ServiceURL))
        {
            // Without the last slash a path in the URL would be signed otherwise than it is sent.
            return new Endpoint(ServiceURL.EndsWith('/') ? ServiceURL : ServiceURL + "/");
        }

        var region = parameters.AlternateEndpoint ?? RegionEndpoint;
        var host = UseFIPSEndpoint ? Prefix + "-fips" : Prefix;
        return new Endpoint($"https://{host}.{region.SystemName}.{(UseDualstackEndpoint ? "api.aws" : region.PartitionDnsSuffix)}/");
    }

    /// <summary>The published defaults of the five modes; AWSSDK.Core asks every service package for them. Milliseconds to connect.</summary>
    private static DefaultConfigurationProvider DefaultConfigurations() => new(
    [
        Mode(DefaultConfigurationMode.Standard, 3100),
        Mode(DefaultConfigurationMode.InRegion, 1100),
        Mode(DefaultConfigurationMode.CrossRegion, 3100),
        Mode(DefaultConfigurationMode.Mobile, 30000),
        Mode(DefaultConfigurationMode.Auto, 1100),
    ]);

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, int connect) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connect),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connect),
    };
}
