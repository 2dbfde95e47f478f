using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace CrmEnrichment.StandIns.AwsJson;

/// <summary>Where a service is, and the defaults by which AWSSDK.Core times its connections and retries.</summary>
internal static class AwsJsonEndpoint
{
    public static Endpoint Determine(AwsJsonService service, ClientConfig config, RegionEndpoint? alternate)
    {
        if (!string.IsNullOrEmpty(config.ServiceURL))
        {
            // Without the last slash a path in the URL would be signed otherwise than it is sent.
            return new Endpoint(config.ServiceURL.EndsWith('/') ? config.ServiceURL : config.ServiceURL + "/");
        }

        var region = alternate ?? config.RegionEndpoint;
        var host = config.UseFIPSEndpoint ? service.EndpointPrefix + "-fips" : service.EndpointPrefix;
        var suffix = config.UseDualstackEndpoint ? "api.aws" : region.PartitionDnsSuffix;
        return new Endpoint($"https://{host}.{region.SystemName}.{suffix}/");
    }

    /// <summary>The published defaults of the five modes; AWSSDK.Core asks every service package for them.</summary>
    public static DefaultConfigurationProvider DefaultConfigurations() => new(
    [
        Mode(DefaultConfigurationMode.Standard, 3100),
        Mode(DefaultConfigurationMode.InRegion, 1100),
        Mode(DefaultConfigurationMode.CrossRegion, 3100),
        Mode(DefaultConfigurationMode.Mobile, 30000),
        Mode(DefaultConfigurationMode.Auto, 1100),
    ]);

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, int connectMilliseconds) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
