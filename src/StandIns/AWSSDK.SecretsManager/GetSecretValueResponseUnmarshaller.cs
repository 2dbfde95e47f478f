using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.SecretsManager.Model.Internal.MarshallTransformations;

/// <summary>Reads the answer, or which error it is, with the readers of AWSSDK.Core. An answer that is not JSON is an exception of theirs.</summary>
public class GetSecretValueResponseUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var response = new GetSecretValueResponse();
        var reader = new StreamingUtf8JsonReader(input.Stream);
        input.Read(ref reader);
        var depth = input.CurrentDepth;
        while (input.ReadAtDepth(depth, ref reader))
        {
            if (input.TestExpression("SecretString", depth, ref reader))
            {
                response.SecretString = StringUnmarshaller.Instance.Unmarshall(input, ref reader);
            }
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return error.Code is "ResourceNotFoundException"
            ? new ResourceNotFoundException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode)
            : new AmazonSecretsManagerException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
