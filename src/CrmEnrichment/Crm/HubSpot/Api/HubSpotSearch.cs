using System.Text.Json;

namespace CrmEnrichment.Crm.HubSpot.Api;

/// <summary>The body of a search: any of the groups, all filters of a group, every filter an equality.</summary>
/// <remarks>Five groups at most, says the guide (docs/crm/hubspot.md). The schema asks for every member, <c>after</c> too.</remarks>
internal sealed record HubSpotSearch(
    IReadOnlyList<IReadOnlyList<(string Property, string Value)>> Groups, IReadOnlyList<string> Properties, string NewestBy, int Limit)
{
    public byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("filterGroups");
            foreach (var group in Groups)
            {
                Write(json, group);
            }

            json.WriteEndArray();
            WriteTexts(json, "sorts", [$"-{NewestBy}"]);
            WriteTexts(json, "properties", Properties);
            json.WriteNumber("limit", Limit);
            json.WriteString("after", "0");
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<(string Property, string Value)> filters)
    {
        json.WriteStartObject();
        json.WriteStartArray("filters");
        foreach (var (property, value) in filters)
        {
            json.WriteStartObject();
            json.WriteString("propertyName", property);
            json.WriteString("operator", "EQ");
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
