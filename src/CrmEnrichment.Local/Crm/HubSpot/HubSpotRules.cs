using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm.HubSpot;

/// <summary>What HubSpot refuses in properties, as far as its guides say.</summary>
internal sealed class HubSpotRules(HubSpotStore store)
{
    private static readonly string[] s_ofNewTickets = ["subject", "hs_pipeline", "hs_pipeline_stage"];

    private const int LongestBody = 65_536;

    private static readonly Dictionary<string, string[]> s_options = new(StringComparer.Ordinal)
    {
        ["hs_call_direction"] = ["INBOUND", "OUTBOUND"],
        ["hs_call_status"] = ["BUSY", "CALLING_CRM_USER", "CANCELED", "COMPLETED", "CONNECTING", "FAILED", "IN_PROGRESS", "NO_ANSWER", "QUEUED", "RINGING"],
        ["hs_task_priority"] = ["HIGH", "MEDIUM", "LOW"],
        ["hs_task_status"] = ["NOT_STARTED", "IN_PROGRESS", "WAITING", "DEFERRED", "COMPLETED"],
        ["hs_task_type"] = ["CALL", "EMAIL", "TODO"],
    };

    /// <returns>The name of a property that is missing or has a value that is not taken; null where all is well.</returns>
    public string? Refused(string type, JsonObject properties, bool isNew) =>
        isNew && type is ("calls" or "notes" or "tasks") && !properties.ContainsKey("hs_timestamp") ? "hs_timestamp"
        : isNew && type is "tickets" && s_ofNewTickets.FirstOrDefault(name => properties[name]?.ToString() is not { Length: > 0 }) is { } missing ? missing
        : properties.FirstOrDefault(property => !IsTaken(property.Key, property.Value)).Key;

    private bool IsTaken(string name, JsonNode? value)
    {
        if (value is not JsonValue || value.GetValueKind() is not JsonValueKind.String)
        {
            return false;
        }

        var text = value.GetValue<string>();
        return !store.NoSuchProperties.Contains(name) && name switch
        {
            "hs_timestamp" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "hs_call_duration" => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _),
            "hs_call_recording_url" => text.StartsWith("https://", StringComparison.Ordinal),
            "hs_call_disposition" => Guid.TryParse(text, out _),
            "hs_call_body" or "hs_note_body" or "hs_task_body" => text.Length <= LongestBody,
            "hubspot_owner_id" => store.Owners.TryGetValue(text, out var owner) && !owner.Archived,
            "hs_unique_creation_key" or "hs_object_id" => false,
            _ => !s_options.TryGetValue(name, out var options) || options.Contains(text, StringComparer.Ordinal),
        };
    }
}
