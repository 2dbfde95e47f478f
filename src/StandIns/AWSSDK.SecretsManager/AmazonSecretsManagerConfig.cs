using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using CrmEnrichment.StandIns.AwsJson;

namespace Amazon.SecretsManager;

public class AmazonSecretsManagerConfig : ClientConfig
{
    public AmazonSecretsManagerConfig()
        : base(AwsJsonEndpoint.DefaultConfigurations())
    {
        ServiceId = SecretsManagerProtocol.Service.ServiceId;
        AuthenticationServiceName = SecretsManagerProtocol.Service.EndpointPrefix;
    }

    public override string RegionEndpointServiceName => SecretsManagerProtocol.Service.EndpointPrefix;

    public override string ServiceVersion => SecretsManagerProtocol.Service.ApiVersion;

    public override string UserAgent => InternalSDKUtils.BuildUserAgentString("Secrets_Manager", "4.0.0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        AwsJsonEndpoint.Determine(SecretsManagerProtocol.Service, this, parameters.AlternateEndpoint);
}
