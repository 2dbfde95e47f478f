using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace CrmEnrichment.Cli.Deployed;

/// <summary>The request as AWSSDK.Core signs and sends it.</summary>
internal sealed class AwsReadMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var read = (AwsReadRequest)input;
        var request = new DefaultRequest(input, "CrmEnrichment") { HttpMethod = "GET", ResourcePath = read.Path };
        if (read.Name is { } name)
        {
            request.AddPathResource(AwsReadRequest.Placeholder, name);
        }

        if (read.Form is { } form)
        {
            request.HttpMethod = "POST";
            request.Content = Encoding.ASCII.GetBytes(string.Join('&', form.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}")));
            request.Headers[HeaderKeys.ContentTypeHeader] = "application/x-www-form-urlencoded; charset=utf-8";
        }

        if (read.Json is { } json)
        {
            request.HttpMethod = "POST";
            request.Content = Encoding.UTF8.GetBytes(json);
            request.Headers[HeaderKeys.ContentTypeHeader] = "application/json";
        }

        return request;
    }
}
