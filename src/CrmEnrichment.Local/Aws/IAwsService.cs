using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Aws;

/// <summary>One service behind the shared AWS endpoint.</summary>
internal interface IAwsService
{
    /// <summary>What stands before the dot in X-Amz-Target.</summary>
    string Target { get; }

    string ContentType { get; }

    /// <exception cref="AwsException">The service refuses; its answer to the client.</exception>
    Task<JsonObject> CallAsync(AwsCall call, CancellationToken ct);
}
