using System.Text.Json.Nodes;
using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.DynamoDb;

internal static class DynamoErrors
{
    private const string Service = "com.amazonaws.dynamodb.v20120810#";

    public static AwsException Validation(string message) => new("com.amazon.coral.validate#ValidationException", message);

    public static AwsException NoSuchTable() => new(Service + "ResourceNotFoundException", "Requested resource not found");

    public static AwsException TableExists(string name) => new(Service + "ResourceInUseException", $"Table already exists: {name}");

    /// <param name="item">The item as it is, when the caller asked for it with ReturnValuesOnConditionCheckFailure.</param>
    public static AwsException ConditionFailed(JsonObject? item) => new(Service + "ConditionalCheckFailedException", "The conditional request failed")
    {
        Details = item is null ? [] : new JsonObject { ["Item"] = item.DeepClone() },
    };
}
