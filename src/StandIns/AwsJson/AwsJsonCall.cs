using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace CrmEnrichment.StandIns.AwsJson;

internal static class AwsJsonCall
{
    public static InvokeOptions To<TResponse>(AwsJsonService service, string operation)
        where TResponse : AmazonWebServiceResponse, new() => new()
        {
            RequestMarshaller = new AwsJsonRequestMarshaller(service, operation),
            ResponseUnmarshaller = new AwsJsonResponseUnmarshaller<TResponse>(service),
        };
}
