using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace CrmEnrichment.StandIns.AwsJson;

internal sealed class AwsJsonRequestMarshaller(AwsJsonService service, string operation) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.ServiceId)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes(input, service.Json.GetTypeInfo(input.GetType())),
        };
        request.Headers["X-Amz-Target"] = $"{service.TargetPrefix}.{operation}";
        request.Headers[HeaderKeys.ContentTypeHeader] = service.ContentType;
        request.Headers[HeaderKeys.XAmzApiVersion] = service.ApiVersion;
        if (service.QueryCompatible)
        {
            // Asks for x-amzn-query-error in error answers.
            request.Headers[HeaderKeys.XAmzQueryMode] = "true";
        }

        return request;
    }
}
