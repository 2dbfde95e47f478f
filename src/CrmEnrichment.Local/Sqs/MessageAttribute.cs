using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Aws;

namespace CrmEnrichment.Local.Sqs;

/// <summary>A user's attribute on a message: String, Number or Binary, each with an optional suffix after a dot.</summary>
internal sealed record MessageAttribute(string DataType, byte[] Value)
{
    public bool IsBinary => DataType.Split('.')[0] is "Binary";

    public static MessageAttribute Read(string name, JsonNode? node)
    {
        var type = node is JsonObject o && o[nameof(DataType)] is JsonValue t && t.TryGetValue(out string? given) ? given : "";
        var member = type.Split('.')[0] switch
        {
            "String" or "Number" => "StringValue",
            "Binary" => "BinaryValue",
            _ => throw SqsErrors.Invalid($"The type of message (user) attribute '{name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String."),
        };
        if (node![member] is not JsonValue value || !value.TryGetValue(out string? text) || text.Length == 0)
        {
            throw SqsErrors.Invalid($"The message (user) attribute '{name}' must contain a non-empty value of type '{type}'.");
        }

        if (member is "StringValue")
        {
            return new MessageAttribute(type, Encoding.UTF8.GetBytes(text));
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? new MessageAttribute(type, bytes[..length])
            : throw new AwsException("SerializationException", $"The message (user) attribute '{name}' is no base64.");
    }
}
