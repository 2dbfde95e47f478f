using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace CrmEnrichment.Cli.Deployed;

/// <summary>Where a service is, and how long we wait for it.</summary>
internal sealed class AwsReaderConfig : ClientConfig
{
    private readonly AwsService _service;

    public AwsReaderConfig(AwsService service)
        : base(new DefaultConfigurationProvider([.. Enum.GetValues<DefaultConfigurationMode>().Select(Defaults)]))
    {
        _service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.Prefix;
        Timeout = service.Timeout;
        MaxErrorRetry = service.Retries;
    }

    public override string RegionEndpointServiceName => _service.Prefix;

    public override string ServiceVersion => _service.Version;

    public override string UserAgent => InternalSDKUtils.BuildUserAgentString(_service.Id, ServiceVersion);

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        if (!string.IsNullOrEmpty(ServiceURL))
        {
            // Without the last slash a path in the URL would be signed otherwise than it is sent.
            return new Endpoint(ServiceURL.EndsWith('/') ? ServiceURL : $"{ServiceURL}/");
        }

        var region = parameters.AlternateEndpoint ?? RegionEndpoint;
        var host = UseFIPSEndpoint ? $"{_service.Prefix}-fips" : _service.Prefix;
        return new Endpoint($"https://{host}.{region.SystemName}.{(UseDualstackEndpoint ? "api.aws" : region.PartitionDnsSuffix)}/");
    }

    /// <summary>AWSSDK.Core asks every service for them; a person waits, so all modes are alike.</summary>
    private static DefaultConfiguration Defaults(DefaultConfigurationMode mode) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        TlsNegotiationTimeout = TimeSpan.FromSeconds(3),
    };
}
