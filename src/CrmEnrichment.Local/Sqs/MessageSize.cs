using System.Text;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Sqs;

/// <summary>What counts towards SQS's limit (1 MiB since August 2025): body, attribute names, types and values.</summary>
internal static class MessageSize
{
    public const int Limit = 1024 * 1024;

    public static int Of(string body, JsonObject? attributes) =>
        Encoding.UTF8.GetByteCount(body) + (attributes ?? []).Sum(a => Of(a.Key, MessageAttribute.Read(a.Key, a.Value)));

    private static int Of(string name, MessageAttribute attribute) =>
        Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(attribute.DataType) + attribute.Value.Length;
}
