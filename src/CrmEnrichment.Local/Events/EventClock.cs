using System.Globalization;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Events;

/// <summary>Moves an event in time. Recorded events would be stale; each dialect has its own places for the time.</summary>
internal static class EventClock
{
    public static string Set(string json, DateTimeOffset moment)
    {
        if (EventFacts.TryParse(json) is not JsonObject envelope)
        {
            return json;
        }

        var iso = moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Replace(envelope, "time", moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (envelope["detail"] is JsonObject detail)
        {
            Replace(detail, "timestamp", iso);
            Replace(detail, "initiationTimestamp", iso);
            if (detail["eventBody"] is JsonObject body)
            {
                // Audit events have an ISO time where conversation events count milliseconds.
                Replace(body, "eventTime", body["eventTime"] is JsonValue v && v.TryGetValue(out string? _) ? iso : moment.ToUnixTimeMilliseconds());
            }
        }

        return envelope.ToJsonString();
    }

    private static void Replace(JsonObject json, string name, JsonNode value)
    {
        if (json.ContainsKey(name))
        {
            json[name] = value;
        }
    }
}
