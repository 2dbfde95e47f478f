using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.DynamoDb;

/// <summary>The primary key of a table: its attributes in order, hash first, with their types (S, N or B).</summary>
internal sealed record KeySchema(IReadOnlyList<(string Name, string Type)> Attributes)
{
    /// <returns>The key as one text, the same for equal keys.</returns>
    public string Read(JsonObject item)
    {
        var parts = new JsonArray();
        foreach (var (name, type) in Attributes)
        {
            var value = item[name] ?? throw DynamoErrors.Validation($"One or more parameter values were invalid: Missing the key {name} in the item");
            var (given, content) = AttributeValue.Open(value);
            if (!string.Equals(given, type, StringComparison.Ordinal))
            {
                throw DynamoErrors.Validation($"One or more parameter values were invalid: Type mismatch for key {name} expected: {type} actual: {given}");
            }

            if (content!.GetValue<string>().Length == 0)
            {
                throw DynamoErrors.Validation($"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: {name}");
            }

            parts.Add(content.DeepClone());
        }

        return parts.ToJsonString();
    }

    public string ReadKey(JsonObject key) => key.Count == Attributes.Count && Attributes.All(a => key.ContainsKey(a.Name))
        ? Read(key)
        : throw DynamoErrors.Validation("The provided key element does not match the schema");
}
