using System.Text.Json.Nodes;
using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.DynamoDb;

/// <summary>CreateTable's request read, and DescribeTable's answer written.</summary>
internal static class TableDescription
{
    public static KeySchema ReadKeys(AwsCall call)
    {
        var types = Members(call, "AttributeDefinitions").ToDictionary(d => Text(d, "AttributeName"), d => Text(d, "AttributeType"), StringComparer.Ordinal);
        var keys = Members(call, "KeySchema")
            .OrderBy(k => Text(k, "KeyType") is "HASH" ? 0 : 1)
            .Select(k => Text(k, "AttributeName"))
            .Select(name => (name, types.GetValueOrDefault(name)
                ?? throw DynamoErrors.Validation($"One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [{name}]")))
            .ToList();
        return keys.Count is 1 or 2 ? new KeySchema(keys) : throw DynamoErrors.Validation("1 or 2 KeySchema elements are needed");
    }

    public static JsonObject Write(Table table) => new()
    {
        ["TableName"] = table.Name,
        ["TableStatus"] = "ACTIVE",
        ["TableArn"] = $"arn:aws:dynamodb:{Account.Region}:{Account.Id}:table/{table.Name}",
        ["CreationDateTime"] = table.CreatedAt.ToUnixTimeMilliseconds() / 1000.0,
        ["ItemCount"] = table.Items.Count,
        ["KeySchema"] = new JsonArray([.. table.Keys.Attributes.Select((a, i) =>
            new JsonObject { ["AttributeName"] = a.Name, ["KeyType"] = i == 0 ? "HASH" : "RANGE" })]),
        ["AttributeDefinitions"] = new JsonArray([.. table.Keys.Attributes.Select(a =>
            new JsonObject { ["AttributeName"] = a.Name, ["AttributeType"] = a.Type })]),
    };

    private static IEnumerable<JsonObject> Members(AwsCall call, string name) =>
        (call.Array(name) ?? throw DynamoErrors.Validation($"{name} is missing")).OfType<JsonObject>();

    private static string Text(JsonObject member, string name) =>
        member[name]?.GetValue<string>() ?? throw DynamoErrors.Validation($"{name} is missing");
}
