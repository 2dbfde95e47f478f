using System.Net;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace CrmEnrichment.Cli.Deployed;

/// <summary>Takes the answer as it is, bounded; an error by the readers of AWSSDK.Core, be it JSON (Lambda) or XML (CloudFormation).</summary>
internal sealed class AwsReadUnmarshaller : JsonResponseUnmarshaller
{
    /// <summary>Bytes. A page of CloudFormation's and a function's configuration are far smaller; of what is longer no more is read.</summary>
    public const int Most = 4 * 1024 * 1024;

    private const string FunctionError = "X-Amz-Function-Error";

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        new AwsReadResponse { Body = Read(input.Stream), IsFunctionError = input.ResponseData.IsHeaderPresent(FunctionError) };

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var error = Error(Read(input.Stream), input);

        // Without a code it is a gateway's page, not an error of AWS, and its text is for nobody.
        return string.IsNullOrEmpty(error.Code)
            ? new AmazonServiceException("The answer is no error of AWS.", innerException, statusCode)
            : new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }

    private static ErrorResponse Error(byte[] body, JsonUnmarshallerContext input)
    {
        using var stream = new MemoryStream(body);
        try
        {
            if (body is [(byte)'<', ..])
            {
                using var xml = new XmlUnmarshallerContext(stream, false, input.ResponseData, true);
                return XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(xml);
            }

            using var json = new JsonUnmarshallerContext(stream, false, input.ResponseData, true);
            var reader = new StreamingUtf8JsonReader(stream);
            return JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(json, ref reader);
        }
        catch (Exception e) when (e is XmlException or JsonException)
        {
            return new ErrorResponse();
        }
    }

    private static byte[] Read(Stream stream)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (body.Length <= Most && stream.Read(buffer) is var read and > 0)
        {
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
