using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.DynamoDb;

/// <summary>What a condition expression means, apart from how it is written.</summary>
internal abstract record Condition
{
    public abstract bool Holds(JsonObject? item);

    internal sealed record Exists(string Attribute) : Condition
    {
        public override bool Holds(JsonObject? item) => item?.ContainsKey(Attribute) is true;
    }

    internal sealed record NotExists(string Attribute) : Condition
    {
        public override bool Holds(JsonObject? item) => item?.ContainsKey(Attribute) is not true;
    }

    internal sealed record And(Condition Left, Condition Right) : Condition
    {
        public override bool Holds(JsonObject? item) => Left.Holds(item) && Right.Holds(item);
    }

    internal sealed record Or(Condition Left, Condition Right) : Condition
    {
        public override bool Holds(JsonObject? item) => Left.Holds(item) || Right.Holds(item);
    }

    internal sealed record Comparison(Operand Left, string Comparator, Operand Right) : Condition
    {
        public override bool Holds(JsonObject? item)
        {
            // A missing attribute is unequal to everything, and neither smaller nor greater.
            if (Left.Read(item) is not { } left || Right.Read(item) is not { } right)
            {
                return Comparator is "<>";
            }

            return Comparator switch
            {
                "=" => AttributeValue.AreEqual(left, right),
                "<>" => !AttributeValue.AreEqual(left, right),
                "<" => AttributeValue.Compare(left, right) < 0,
                "<=" => AttributeValue.Compare(left, right) <= 0,
                ">" => AttributeValue.Compare(left, right) > 0,
                _ => AttributeValue.Compare(left, right) >= 0,
            };
        }
    }

    /// <summary>An attribute of the item, or a value of the request.</summary>
    internal sealed record Operand(string? Attribute, JsonNode? Value)
    {
        public JsonNode? Read(JsonObject? item) => Attribute is null ? Value : item?[Attribute];
    }
}
