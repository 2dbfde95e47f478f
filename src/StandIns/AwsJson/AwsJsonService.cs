using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace CrmEnrichment.StandIns.AwsJson;

/// <summary>What the wire needs to know of one service.</summary>
internal sealed class AwsJsonService(IJsonTypeInfoResolver types)
{
    /// <summary>Names AWS_ENDPOINT_URL_&lt;SERVICE_ID&gt; and the user agent.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Host name and signing name.</summary>
    public required string EndpointPrefix { get; init; }

    /// <summary>Before the operation in X-Amz-Target.</summary>
    public required string TargetPrefix { get; init; }

    /// <summary>The date of the API's model.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Tells AWS JSON 1.0 from 1.1.</summary>
    public required string ContentType { get; init; }

    /// <summary>The service once spoke AWS Query: its old error codes are asked for and read.</summary>
    public bool QueryCompatible { get; init; }

    /// <summary>The exception for an error's shape; the service's base exception for a shape that is not known.</summary>
    public required Func<string?, AwsJsonError, AmazonServiceException> CreateException { get; init; }

    public JsonSerializerOptions Json { get; } = AwsJsonOptions.Create(types);
}
