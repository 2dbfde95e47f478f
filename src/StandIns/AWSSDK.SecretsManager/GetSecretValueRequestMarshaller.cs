using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.SecretsManager.Model.Internal.MarshallTransformations;

/// <summary>AWS JSON 1.1: the operation in a header, the members that are set as one object.</summary>
public class GetSecretValueRequestMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, "Amazon.SecretsManager")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = Body((GetSecretValueRequest)input),
        };
        request.Headers["X-Amz-Target"] = "secretsmanager.GetSecretValue";
        request.Headers[HeaderKeys.ContentTypeHeader] = "application/x-amz-json-1.1";
        request.Headers[HeaderKeys.XAmzApiVersion] = "2017-10-17";
        return request;
    }

    private static byte[] Body(GetSecretValueRequest input)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            if (input.SecretId is not null)
            {
                json.WriteString("SecretId", input.SecretId);
            }

            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
