using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.DynamoDb;

/// <summary>DynamoDB's typed values ({"S": "…"}, {"N": "…"}, …): what may be in one, how much it weighs and how two compare.</summary>
internal static class AttributeValue
{
    /// <returns>The type and the value.</returns>
    public static (string Type, JsonNode? Value) Open(JsonNode? node)
    {
        if (node is not JsonObject { Count: 1 } one)
        {
            throw DynamoErrors.Validation("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
        }

        var (type, value) = one.First();
        var valid = type switch
        {
            "S" => value is JsonValue s && s.TryGetValue<string>(out _),
            "N" => IsNumber(value),
            "B" => IsBase64(value),
            "BOOL" => value is JsonValue flag && flag.TryGetValue<bool>(out _),
            "NULL" => value is JsonValue nothing && nothing.TryGetValue<bool>(out var isNull) && isNull,
            "L" => value is JsonArray list && list.All(item => Open(item).Type.Length > 0),
            "M" => value is JsonObject map && map.All(member => Open(member.Value).Type.Length > 0),
            "SS" => value is JsonArray { Count: > 0 } texts && texts.All(t => t is JsonValue),
            "NS" => value is JsonArray { Count: > 0 } numbers && numbers.All(IsNumber),
            "BS" => value is JsonArray { Count: > 0 } blobs && blobs.All(IsBase64),
            _ => throw DynamoErrors.Validation($"Supplied AttributeValue is empty, must contain exactly one of the supported datatypes (it has '{type}')"),
        };
        return valid ? (type, value) : throw DynamoErrors.Validation($"The value of an AttributeValue of type {type} is not valid");
    }

    /// <summary>The weight in bytes, after "DynamoDB item sizes and formats" in the developer guide.</summary>
    public static int SizeOf(JsonNode? node)
    {
        var (type, value) = Open(node);
        return type switch
        {
            "S" => Encoding.UTF8.GetByteCount(value!.GetValue<string>()),
            "N" => NumberSize(value!.GetValue<string>()),
            "B" => BlobSize(value),
            "L" => 3 + ((JsonArray)value!).Sum(item => 1 + SizeOf(item)),
            "M" => 3 + ((JsonObject)value!).Sum(member => 1 + Encoding.UTF8.GetByteCount(member.Key) + SizeOf(member.Value)),
            "SS" => ((JsonArray)value!).Sum(text => Encoding.UTF8.GetByteCount(text!.GetValue<string>())),
            "NS" => ((JsonArray)value!).Sum(number => NumberSize(number!.GetValue<string>())),
            "BS" => ((JsonArray)value!).Sum(BlobSize),
            _ => 1,
        };
    }

    /// <returns>Null where DynamoDB does not order the two: different types, or a type without an order.</returns>
    public static int? Compare(JsonNode left, JsonNode right)
    {
        var ((leftType, l), (rightType, r)) = (Open(left), Open(right));
        return !string.Equals(leftType, rightType, StringComparison.Ordinal) ? null : leftType switch
        {
            "S" => Encoding.UTF8.GetBytes(l!.GetValue<string>()).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(r!.GetValue<string>())),
            "N" => Number(l).CompareTo(Number(r)),
            "B" => Convert.FromBase64String(l!.GetValue<string>()).AsSpan().SequenceCompareTo(Convert.FromBase64String(r!.GetValue<string>())),
            _ => null,
        };
    }

    public static bool AreEqual(JsonNode left, JsonNode right) => Compare(left, right) switch
    {
        { } order => order == 0,
        null => string.Equals(Open(left).Type, Open(right).Type, StringComparison.Ordinal) && JsonNode.DeepEquals(left, right),
    };

    private static decimal Number(JsonNode? value) => decimal.Parse(value!.GetValue<string>(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>DynamoDB has 38 digits, we have decimal's 28; more is refused instead of rounded.</summary>
    private static bool IsNumber(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue(out string? digits)
        && digits.Count(char.IsDigit) <= 28 && decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static int NumberSize(string digits) => (digits.Count(char.IsDigit) + 1) / 2 + 1;

    private static bool IsBase64(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue(out string? base64) && Convert.TryFromBase64String(base64, new byte[base64.Length], out _);

    private static int BlobSize(JsonNode? value) => Convert.FromBase64String(value!.GetValue<string>()).Length;
}
