using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.LocalCloud;

internal sealed record AwsAnswer(int Status, JsonObject Body, string? QueryError)
{
    /// <summary>The error's shape, without its namespace.</summary>
    public string? Error => Body["__type"]?.ToString().Split('#')[^1];
}
