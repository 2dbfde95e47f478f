using Amazon.Runtime;

namespace CrmEnrichment.Cli.Deployed;

/// <summary>A GET of a path (REST), or a POST of it: with a form (AWS's query protocol), or with JSON (Lambda's Invoke).</summary>
internal sealed class AwsReadRequest : AmazonWebServiceRequest
{
    /// <summary>Stands in the path for <see cref="Name"/>.</summary>
    public const string Placeholder = "{Name}";

    /// <summary>Below the endpoint.</summary>
    public required string Path { get; init; }

    /// <summary>Escaped by AWSSDK.Core, which has to sign it, too.</summary>
    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string>? Form { get; init; }

    public string? Json { get; init; }
}
