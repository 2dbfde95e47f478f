using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util.Internal;
using CrmEnrichment.StandIns.AwsJson;

namespace Amazon.SQS;

public class AmazonSQSConfig : ClientConfig
{
    public AmazonSQSConfig()
        : base(AwsJsonEndpoint.DefaultConfigurations())
    {
        ServiceId = SQSProtocol.Service.ServiceId;
        AuthenticationServiceName = SQSProtocol.Service.EndpointPrefix;
    }

    public override string RegionEndpointServiceName => SQSProtocol.Service.EndpointPrefix;

    public override string ServiceVersion => SQSProtocol.Service.ApiVersion;

    public override string UserAgent => InternalSDKUtils.BuildUserAgentString("SQS", "4.0.0");

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        AwsJsonEndpoint.Determine(SQSProtocol.Service, this, parameters.AlternateEndpoint);
}
