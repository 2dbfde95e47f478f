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

        var iso = Iso(moment);
        Replace(envelope, "time", moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (envelope["detail"] is JsonObject detail)
        {
            Replace(detail, "timestamp", iso);
            MoveTutorial(detail, moment);
            if (detail["eventBody"] is JsonObject body)
            {
                // Audit events have an ISO time where conversation events count milliseconds.
                Replace(body, "eventTime", body["eventTime"] is JsonValue v && v.TryGetValue(out string? _) ? iso : moment.ToUnixTimeMilliseconds());
            }
        }

        return envelope.ToJsonString();
    }

    /// <summary>An ended interaction ends now, and has lasted as long as it did.</summary>
    private static void MoveTutorial(JsonObject detail, DateTimeOffset moment)
    {
        var lasted = Time(detail, "endTimestamp") - Time(detail, "initiationTimestamp") ?? TimeSpan.Zero;
        Replace(detail, "endTimestamp", Iso(moment));
        Replace(detail, "initiationTimestamp", Iso(moment - lasted));
    }

    private static DateTimeOffset? Time(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue(out string? text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Replace(JsonObject json, string name, JsonNode value)
    {
        if (json.ContainsKey(name))
        {
            json[name] = value;
        }
    }
}
