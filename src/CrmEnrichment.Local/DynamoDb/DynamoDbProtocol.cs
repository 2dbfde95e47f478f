using System.Text.Json.Nodes;
using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.DynamoDb;

/// <summary>DynamoDB's JSON 1.0 protocol: the calls that the product makes, those that make a table, and two to look around with.</summary>
internal sealed class DynamoDbProtocol(Tables tables) : IAwsService
{
    private static readonly HashSet<string> Write =
        ["TableName", "ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues", "ReturnValues", "ReturnValuesOnConditionCheckFailure"];

    public string Target => "DynamoDB_20120810";

    public string ContentType => "application/x-amz-json-1.0";

    public Task<JsonObject> CallAsync(AwsCall call, CancellationToken ct) => Task.FromResult(call.Operation switch
    {
        "CreateTable" => new JsonObject { ["TableDescription"] = TableDescription.Write(tables.Create(NameOf(call), TableDescription.ReadKeys(call))) },
        "DescribeTable" => new JsonObject { ["Table"] = TableDescription.Write(tables[NameOf(call)]) },
        "ListTables" => new JsonObject { ["TableNames"] = new JsonArray([.. tables.Names.Select(name => (JsonNode?)name)]) },
        "Scan" => Scan(call),
        "GetItem" => GetItem(call),
        "PutItem" => PutItem(call),
        "DeleteItem" => DeleteItem(call),
        "UpdateItem" => UpdateItem(call),
        _ => throw AwsEndpoint.Unknown($"The local cloud's DynamoDB does not have {call.Operation}."),
    });

    /// <summary>The whole table on one page, where DynamoDB ends a page after 1 MB. Filters are not known, and so refused.</summary>
    private JsonObject Scan(AwsCall call)
    {
        RefuseUnknown(call, ["TableName", "ConsistentRead"]);
        var items = tables[NameOf(call)].Items;
        return new JsonObject { ["Items"] = new JsonArray([.. items]), ["Count"] = items.Count, ["ScannedCount"] = items.Count };
    }

    private JsonObject GetItem(AwsCall call)
    {
        // Reads are consistent with and without ConsistentRead, so the member is known and has no effect.
        RefuseUnknown(call, ["TableName", "Key", "ConsistentRead"]);
        return tables[NameOf(call)].Get(Member(call, "Key")) is { } item ? new JsonObject { ["Item"] = item } : [];
    }

    private JsonObject PutItem(AwsCall call)
    {
        RefuseUnknown(call, [.. Write, "Item"]);
        return Before(call, tables[NameOf(call)].Put(Member(call, "Item"), ConditionOf(call), ReturnsOnFailure(call)));
    }

    private JsonObject DeleteItem(AwsCall call)
    {
        RefuseUnknown(call, [.. Write, "Key"]);
        return Before(call, tables[NameOf(call)].Delete(Member(call, "Key"), ConditionOf(call), ReturnsOnFailure(call)));
    }

    private JsonObject UpdateItem(AwsCall call)
    {
        RefuseUnknown(call, ["TableName", "Key", "UpdateExpression", "ExpressionAttributeNames", "ExpressionAttributeValues", "ReturnValues"]);
        var names = new ExpressionNames(call.Object("ExpressionAttributeNames"), call.Object("ExpressionAttributeValues"));
        var update = Update.Parse(call.Text("UpdateExpression") ?? throw DynamoErrors.Validation("The local cloud's UpdateItem needs an UpdateExpression"), names);
        names.RefuseUnused();
        var item = tables[NameOf(call)].Change(Member(call, "Key"), update);
        return call.Text("ReturnValues") switch
        {
            null or "NONE" => [],
            "UPDATED_NEW" => new JsonObject { ["Attributes"] = new JsonObject(update.Attributes.Select(name => KeyValuePair.Create(name, item[name]?.DeepClone()))) },
            var other => throw DynamoErrors.Validation($"The local cloud's UpdateItem returns UPDATED_NEW or NONE, not {other}"),
        };
    }

    private static Condition? ConditionOf(AwsCall call)
    {
        var names = new ExpressionNames(call.Object("ExpressionAttributeNames"), call.Object("ExpressionAttributeValues"));
        var condition = call.Text("ConditionExpression") is { } expression ? ConditionParser.Parse(expression, names) : null;
        names.RefuseUnused();
        return condition;
    }

    private static JsonObject Before(AwsCall call, JsonObject? item) => call.Text("ReturnValues") switch
    {
        null or "NONE" => [],
        "ALL_OLD" => item is null ? [] : new JsonObject { ["Attributes"] = item.DeepClone() },
        var other => throw DynamoErrors.Validation($"ReturnValues can only be ALL_OLD or NONE, not {other}"),
    };

    private static bool ReturnsOnFailure(AwsCall call) => call.Text("ReturnValuesOnConditionCheckFailure") is "ALL_OLD";

    private static string NameOf(AwsCall call) => call.Text("TableName")
        ?? throw DynamoErrors.Validation("The parameter 'TableName' is required but was not present in the request");

    private static JsonObject Member(AwsCall call, string name) => call.Object(name)
        ?? throw DynamoErrors.Validation($"The parameter '{name}' is required but was not present in the request");

    /// <summary>A member that we would silently ignore is one that a test would wrongly believe in.</summary>
    private static void RefuseUnknown(AwsCall call, HashSet<string> known)
    {
        if (call.Body.Select(member => member.Key).FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw DynamoErrors.Validation($"The local cloud's {call.Operation} does not know the member {unknown}");
        }
    }
}
