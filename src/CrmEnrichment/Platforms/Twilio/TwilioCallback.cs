using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>A callback of Twilio as an event: <c>{"source": "twilio.taskrouter", "id": …, "time": …, "detail": {the form's fields}}</c>. Letters keep it in this form.</summary>
/// <param name="Detail">Every field is a text.</param>
/// <param name="Identity">Without a time.</param>
/// <param name="ReceivedAt">When it reached us; null where the event does not say.</param>
internal sealed record TwilioCallback(JsonElement Detail, EventIdentity Identity, DateTimeOffset? ReceivedAt)
{
    public const string TaskRouterSource = "twilio.taskrouter";
    public const string VoiceSource = "twilio.voice";

    /// <param name="source">Which kind of callback.</param>
    /// <param name="form">Its fields. Of several of one name the first counts.</param>
    /// <param name="receivedAt">Now.</param>
    /// <remarks>The id is the event's own SID where it has one, else a hash of the form: Twilio repeats a callback with the same fields.</remarks>
    public static JsonElement Write(string source, IReadOnlyList<(string Name, string Value)> form, DateTimeOffset receivedAt)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("source", source);
            json.WriteString("id", EventKey.Plain(form.FirstOrDefault(field => field.Name is "Sid" or "EventSid").Value) ?? Hash(form));
            json.WriteString("time", receivedAt.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteStartObject("detail");
            foreach (var (name, value) in form.DistinctBy(field => field.Name, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }

    public static EventReading<TwilioCallback> Read(JsonElement payload, string source)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            return new EventReading<TwilioCallback>.Invalid("The payload is no JSON object: send one event.");
        }

        var envelope = new FieldReader(payload, "event");
        var from = envelope.Text("source");
        if (envelope.Problem is { } problem)
        {
            return new EventReading<TwilioCallback>.Invalid(problem);
        }

        if (!string.Equals(from, source, StringComparison.Ordinal))
        {
            return from is null
                ? new EventReading<TwilioCallback>.Invalid("event.source is missing: send one event as TwilioEvents writes it.")
                : new EventReading<TwilioCallback>.NotOurs("the source is not Twilio");
        }

        // What is wrong with these two is no reason to refuse the event.
        var lenient = new FieldReader(payload, "event");
        var (id, time) = (EventKey.Plain(lenient.Text("id")), lenient.Iso8601("time"));
        var identity = new EventIdentity(EventKey.OfEnvelope(id), id, OccurredAt: null);
        return payload.TryMember("detail", out var detail) && detail.ValueKind is JsonValueKind.Object
            ? new EventReading<TwilioCallback>.Ours(new(detail, identity, time)) { Identity = identity }
            : new EventReading<TwilioCallback>.Invalid("event.detail is missing or no object: send the callback's fields.") { Identity = identity };
    }

    // Everything in it is personal.
    public override string ToString() => nameof(TwilioCallback);

    private static string Hash(IEnumerable<(string Name, string Value)> form)
    {
        var text = string.Join('\n', form.Select(field => $"{field.Name}={field.Value}").Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
