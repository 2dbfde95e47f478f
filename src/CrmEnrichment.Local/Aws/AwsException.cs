using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Aws;

/// <summary>An error as AWS's JSON protocols answer it.</summary>
/// <param name="type">The shape's name, sent as __type, with its namespace where the service sends one.</param>
/// <param name="queryCode">The code of the older query protocol, for clients that send x-amzn-query-mode (SQS only).</param>
internal sealed class AwsException(string type, string message, string? queryCode = null) : Exception(message)
{
    public string Type { get; } = type;

    public string? QueryCode { get; } = queryCode;

    public int Status { get; init; } = 400;

    /// <summary>Further members of the error, such as the item that failed a condition.</summary>
    public JsonObject Details { get; init; } = [];
}
