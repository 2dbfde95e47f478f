using System.Globalization;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Genesys;

/// <summary>What Genesys Cloud's analytics knows of one conversation, learnt from its events: its participants' sessions and segments.</summary>
internal sealed class ConversationDetails
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<(string Topic, JsonObject Body)>> _byParticipant = new(StringComparer.Ordinal);

    /// <summary>Null where no event had a time.</summary>
    public DateTimeOffset? Start => Times() is { Count: > 0 } times ? times.Min() : null;

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? End
    {
        get
        {
            lock (_gate)
            {
                return _byParticipant.Values.SelectMany(told => told).Any(told => told.Topic is "customer.end") ? Times().Max() : null;
            }
        }
    }

    /// <param name="topic">Such as <c>user.end</c>.</param>
    /// <param name="participant">Whose event it is.</param>
    /// <param name="body">The event's own.</param>
    public void Learn(string topic, string participant, JsonObject body)
    {
        lock (_gate)
        {
            if (!_byParticipant.TryGetValue(participant, out var told))
            {
                _byParticipant[participant] = told = [];
            }

            // The same event may go to several functions.
            if (!told.Exists(known => string.Equals(known.Topic, topic, StringComparison.Ordinal) && JsonNode.DeepEquals(known.Body, body)))
            {
                told.Add((topic, (JsonObject)body.DeepClone()));
            }
        }
    }

    public JsonObject Write(string id)
    {
        lock (_gate)
        {
            var json = new JsonObject
            {
                ["conversationId"] = id,
                ["conversationStart"] = Iso(Start!.Value),
                ["originatingDirection"] = First(_byParticipant.Values.SelectMany(told => told), "direction")?.ToLowerInvariant(),
                ["participants"] = new JsonArray([.. _byParticipant.OrderBy(participant => participant.Key, StringComparer.Ordinal).Select(participant => WriteParticipant(participant.Key, participant.Value))]),
            };
            if (End is { } end)
            {
                json["conversationEnd"] = Iso(end);
            }

            return json;
        }
    }

    private static JsonObject WriteParticipant(string id, List<(string Topic, JsonObject Body)> told)
    {
        var session = new JsonObject { ["segments"] = new JsonArray([.. Segments(told)]) };
        foreach (var name in new[] { "sessionId", "mediaType", "direction", "ani", "dnis", "addressFrom", "addressTo", "messageType" })
        {
            if (First(told, name) is { } value)
            {
                session[name] = name is "mediaType" or "direction" ? value.ToLowerInvariant() : value;
            }
        }

        var participant = new JsonObject { ["participantId"] = id, ["purpose"] = told.Exists(one => one.Topic.StartsWith("customer.", StringComparison.Ordinal)) ? "customer" : "agent", ["sessions"] = new JsonArray(session) };
        if (First(told, "userId") is { } user)
        {
            participant["userId"] = user;
        }

        return participant;
    }

    private static IEnumerable<JsonNode> Segments(List<(string Topic, JsonObject Body)> told)
    {
        var queue = First(told, "queueId");
        var (start, end) = (told.Find(one => one.Topic.EndsWith(".start", StringComparison.Ordinal)).Body, told.Find(one => one.Topic.EndsWith(".end", StringComparison.Ordinal)).Body);
        if (end is not null && start is not null && end["interactingDurationMs"] is not null && First(told, "userId") is not null)
        {
            var held = At(end) - TimeSpan.FromMilliseconds(Number(end, "heldDurationMs"));
            var talked = held - TimeSpan.FromMilliseconds(Number(end, "interactingDurationMs"));
            yield return Segment("alert", At(start), talked, queue);
            yield return Segment("interact", talked, held, queue);
            yield return Segment("hold", held, At(end), queue);
        }
        else if ((start ?? end) is { } one)
        {
            yield return Segment("interact", At(one), end is null ? null : At(end), queue);
        }

        foreach (var (_, body) in told.Where(one => one.Topic is "acw" or "wrapup"))
        {
            var segment = Segment("wrapup", At(body), At(body), queue);
            segment["wrapUpCode"] = body["wrapupCode"]?.DeepClone();
            segment["wrapUpNote"] = body["wrapupNotes"]?.DeepClone();
            yield return segment;
        }
    }

    private static JsonObject Segment(string type, DateTimeOffset start, DateTimeOffset? end, string? queue)
    {
        var segment = new JsonObject { ["segmentType"] = type, ["segmentStart"] = Iso(start), ["conference"] = false };
        if (end is { } known)
        {
            segment["segmentEnd"] = Iso(known);
        }

        if (queue is not null)
        {
            segment["queueId"] = queue;
        }

        return segment;
    }

    private List<DateTimeOffset> Times()
    {
        lock (_gate)
        {
            return [.. _byParticipant.Values.SelectMany(told => told).Where(told => told.Body["eventTime"] is not null).Select(told => At(told.Body))];
        }
    }

    private static string? First(IEnumerable<(string Topic, JsonObject Body)> told, string name) =>
        told.Select(one => one.Body[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null).FirstOrDefault(text => text is not null);

    private static double Number(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue(out double number) ? number : 0;

    private static DateTimeOffset At(JsonObject body) => DateTimeOffset.FromUnixTimeMilliseconds(body["eventTime"]!.GetValue<long>());

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
