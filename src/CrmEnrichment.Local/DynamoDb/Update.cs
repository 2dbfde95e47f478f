using System.Globalization;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.DynamoDb;

/// <summary>The one form of update expression that the product uses: <c>SET a = if_not_exists(a, :value) ADD b :number</c>. Others are refused.</summary>
internal sealed class Update
{
    private readonly (string Name, JsonNode Value) _set;
    private readonly (string Name, decimal Value) _add;

    private Update((string Name, JsonNode Value) set, (string Name, decimal Value) add) => (_set, _add) = (set, add);

    public IReadOnlyList<string> Attributes => [_set.Name, _add.Name];

    public static Update Parse(string expression, ExpressionNames names) => ExpressionTokens.Of(expression) switch
    {
        ["SET", var set, "=", "if_not_exists", "(", var same, ",", var first, ")", "ADD", var add, var amount] when string.Equals(set, same, StringComparison.Ordinal) =>
            new((names.Attribute(set), names.Value(first)), (names.Attribute(add), Number(names.Value(amount)))),
        _ => throw DynamoErrors.Validation("Invalid UpdateExpression: the local cloud knows \"SET a = if_not_exists(a, :value) ADD b :number\" only"),
    };

    public void ApplyTo(JsonObject item)
    {
        item[_set.Name] ??= _set.Value.DeepClone();
        var before = item[_add.Name] is { } number ? Number(number) : 0;
        item[_add.Name] = new JsonObject { ["N"] = (before + _add.Value).ToString(CultureInfo.InvariantCulture) };
    }

    private static decimal Number(JsonNode value) => AttributeValue.Open(value) is ("N", { } digits)
        ? decimal.Parse(digits.GetValue<string>(), NumberStyles.Float, CultureInfo.InvariantCulture)
        : throw DynamoErrors.Validation("An operand in the update expression has an incorrect data type");
}
