using Amazon.Runtime;

namespace CrmEnrichment.Cli.Deployed;

internal sealed class AwsReadResponse : AmazonWebServiceResponse
{
    /// <summary>JSON or XML, by the service.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Of an invocation that failed: the body says of what.</summary>
    public bool IsFunctionError { get; init; }
}
