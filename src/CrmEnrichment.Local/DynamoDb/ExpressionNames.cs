using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.DynamoDb;

/// <summary>ExpressionAttributeNames and -Values of one request. Like DynamoDB it refuses those that are missing and those that nobody used.</summary>
internal sealed class ExpressionNames(JsonObject? names, JsonObject? values)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public string Attribute(string token)
    {
        if (token[0] != '#')
        {
            return ReservedWords.Contains(token)
                ? throw DynamoErrors.Validation($"Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: {token}")
                : token;
        }

        _used.Add(token);
        return names?[token]?.GetValue<string>()
            ?? throw DynamoErrors.Validation($"Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: {token}");
    }

    public JsonNode Value(string token)
    {
        _used.Add(token);
        var value = values?[token]
            ?? throw DynamoErrors.Validation($"Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: {token}");
        _ = AttributeValue.Open(value);
        return value;
    }

    public void RefuseUnused()
    {
        Refuse("ExpressionAttributeNames", names);
        Refuse("ExpressionAttributeValues", values);
    }

    private void Refuse(string member, JsonObject? given)
    {
        var unused = (given ?? []).Select(entry => entry.Key).Where(key => !_used.Contains(key)).ToList();
        if (unused.Count > 0)
        {
            throw DynamoErrors.Validation($"Value provided in {member} unused in expressions: keys: {{{string.Join(", ", unused)}}}");
        }
    }
}
