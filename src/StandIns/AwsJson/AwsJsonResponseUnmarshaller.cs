using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace CrmEnrichment.StandIns.AwsJson;

internal sealed class AwsJsonResponseUnmarshaller<TResponse>(AwsJsonService service) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var body = new MemoryStream();
        context.Stream.CopyTo(body);
        if (body.Length == 0)
        {
            return new TResponse();
        }

        var type = (JsonTypeInfo<TResponse>)service.Json.GetTypeInfo(typeof(TResponse));
        return JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type) ?? new TResponse();
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        // The context keeps the bytes of an error's body only while they are read.
        context.Stream.CopyTo(Stream.Null);
        var (shape, error) = AwsJsonErrorReader.Read(context, innerException, statusCode);
        return service.CreateException(shape, error);
    }
}
