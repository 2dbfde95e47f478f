using System.Text.Json;

namespace CrmEnrichment.Crm.HubSpot.Api;

/// <summary>The bodies of requests that write.</summary>
internal static class HubSpotPayload
{
    /// <summary>One record under a unique property: created, or changed where it exists.</summary>
    public static byte[] Upsert(string idProperty, string id, IReadOnlyDictionary<string, string> properties) => Write(json =>
    {
        json.WriteStartArray("inputs");
        json.WriteStartObject();
        json.WriteString("idProperty", idProperty);
        json.WriteString("id", id);
        WriteProperties(json, properties.Append(new(idProperty, id)));
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <param name="properties">Of the new record.</param>
    /// <param name="contact">Whose it is; null for nobody's.</param>
    /// <param name="associationType">HubSpot's number for the association with a contact.</param>
    public static byte[] Create(IReadOnlyDictionary<string, string> properties, string? contact, int associationType) => Write(json =>
    {
        WriteProperties(json, properties);
        json.WriteStartArray("associations");
        if (contact is not null)
        {
            json.WriteStartObject();
            json.WriteStartObject("to");
            json.WriteString("id", contact);
            json.WriteEndObject();
            json.WriteStartArray("types");
            json.WriteStartObject();
            json.WriteString("associationCategory", "HUBSPOT_DEFINED");
            json.WriteNumber("associationTypeId", associationType);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static byte[] Change(IReadOnlyDictionary<string, string> properties) => Write(json => WriteProperties(json, properties));

    private static void WriteProperties(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> properties)
    {
        json.WriteStartObject("properties");
        foreach (var (name, value) in properties)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
