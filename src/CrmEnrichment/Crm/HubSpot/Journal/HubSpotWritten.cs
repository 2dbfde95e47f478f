using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>A record that HubSpot has.</summary>
/// <param name="Id">HubSpot's number.</param>
/// <param name="Record">As the answer shows it; null where it only names a record that exists.</param>
internal sealed record HubSpotWritten(string Id, JsonElement? Record)
{
    /// <returns>What the record holds of the members; empty ones are left out.</returns>
    public static IReadOnlyDictionary<string, string> Stored(JsonElement? record, IEnumerable<string> members)
    {
        var stored = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in members)
        {
            if (record is { } known && known.TryMember("properties", out var properties) && properties.TryMember(name, out var value)
                && value.TryText(out var text) && text.Length > 0)
            {
                stored[name] = text;
            }
        }

        return stored;
    }
}
