using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>Reads the configured members of an answer; arrays and objects stay what they are.</summary>
internal sealed class AttributeReader(IReadOnlyDictionary<string, string> fields)
{
    /// <returns>Nobody, if the answer has none of the members.</returns>
    /// <exception cref="JsonException">The body is no JSON object.</exception>
    public SourceAnswer Read(ReadOnlySpan<byte> body)
    {
        var answer = ReceivedJson.Parse(body);
        if (answer.ValueKind is not JsonValueKind.Object)
        {
            throw new JsonException("What is known of a customer is an object.");
        }

        var known = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (field, member) in fields)
        {
            if (JsonMember.Find(answer, member) is { ValueKind: not JsonValueKind.Null } value)
            {
                known[field] = value;
            }
        }

        return known.Count > 0 ? new SourceAnswer.Found(new CustomerRecord(known, ChangedAt: null)) : SourceAnswer.NotFound;
    }
}
