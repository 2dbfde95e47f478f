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
    /// <param name="owner">The record that it belongs to, a contact or a ticket; null for none.</param>
    /// <param name="associationType">HubSpot's number for the association with it.</param>
    public static byte[] Create(IReadOnlyDictionary<string, string> properties, string? owner, int associationType) => Write(json =>
    {
        WriteProperties(json, properties);
        json.WriteStartArray("associations");
        if (owner is not null)
        {
            json.WriteStartObject();
            json.WriteStartObject("to");
            json.WriteString("id", owner);
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

    /// <summary>Asks for records by their ids.</summary>
    public static byte[] Read(IEnumerable<string> ids, IEnumerable<string> properties) => Write(json =>
    {
        WriteIds(json, ids);
        json.WriteStartArray("properties");
        foreach (var property in properties)
        {
            json.WriteStringValue(property);
        }

        json.WriteEndArray();
        json.WriteStartArray("propertiesWithHistory");
        json.WriteEndArray();
    });

    /// <summary>Asks for what one record is associated with.</summary>
    /// <param name="id">Of the record.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public static byte[] Associations(string id, string? after) => Write(json =>
    {
        json.WriteStartArray("inputs");
        json.WriteStartObject();
        json.WriteString("id", id);
        if (after is not null)
        {
            json.WriteString("after", after);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    });

    public static byte[] Change(IReadOnlyDictionary<string, string> properties) => Write(json => WriteProperties(json, properties));

    private static void WriteIds(Utf8JsonWriter json, IEnumerable<string> ids)
    {
        json.WriteStartArray("inputs");
        foreach (var id in ids)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

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
