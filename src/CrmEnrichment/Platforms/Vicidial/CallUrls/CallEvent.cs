using System.Globalization;
using System.Text;
using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Vicidial.CallUrls;

/// <summary>A call of one of VICIdial's URLs as an event: <c>{"source": "vicidial.call_end", "id": …, "time": …, "detail": {…}}</c>. The queue and letters keep it in this form.</summary>
public sealed record CallEvent
{
    private const string StartSource = "vicidial.call_start", EndSource = "vicidial.call_end";

    private readonly IReadOnlyDictionary<string, string> _fields;

    private CallEvent(CallKind kind, IReadOnlyDictionary<string, string> fields, DateTimeOffset receivedAt) => (Kind, _fields, ReceivedAt) = (kind, fields, receivedAt);

    public CallKind Kind { get; }

    /// <summary>When it reached us.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>The CRM record, by the code in the lead.</summary>
    public string? VendorCode => this[CallField.VendorCode];

    public string? LeadId => this[CallField.LeadId];

    /// <summary>The status of the disposition, in capitals: at most six characters in VICIdial.</summary>
    public string? Disposition => this[CallField.Disposition]?.ToUpperInvariant();

    public string? Campaign => this[CallField.Campaign];

    /// <summary>By <see cref="CallField"/>.</summary>
    internal IReadOnlyDictionary<string, string> Fields => _fields;

    internal string? this[string name] => _fields.GetValueOrDefault(name);

    public static CallEvent Of(CallKind kind, CallQuery query, DateTimeOffset receivedAt) => new(kind, query.Fields, receivedAt);

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("source", Kind is CallKind.Start ? StartSource : EndSource);
            json.WriteString("id", CallIdentity.Key(this));
            json.WriteString("time", ReceivedAt.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteStartObject("detail");
            foreach (var (name, value) in _fields)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    internal static EventReading<CallEvent> Read(JsonElement payload)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            return new EventReading<CallEvent>.Invalid("The payload is no JSON object: send one event.");
        }

        var envelope = new FieldReader(payload, "event");
        CallKind? kind = envelope.Text("source") switch
        {
            StartSource => CallKind.Start,
            EndSource => CallKind.End,
            _ => null,
        };
        if (kind is null)
        {
            return new EventReading<CallEvent>.NotOurs("the source is not VICIdial");
        }

        var time = envelope.Iso8601("time");
        if (envelope.Problem is not null || time is null || !payload.TryMember("detail", out var detail) || detail.ValueKind is not JsonValueKind.Object)
        {
            return new EventReading<CallEvent>.Invalid(envelope.Problem ?? "event.time or event.detail is missing: send one event as VicidialCalls writes it.");
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in detail.EnumerateObject())
        {
            if (CallField.Of(member.Name) is not { } field)
            {
                continue;
            }

            if (!member.Value.TryText(out var text) || text.Length > CallField.LongestOf(field))
            {
                return new EventReading<CallEvent>.Invalid($"event.detail.{field} has a wrong type or form: send a text of at most {CallField.LongestOf(field)} characters.");
            }

            fields.TryAdd(field, text);
        }

        var read = new CallEvent(kind.Value, fields, time.Value);
        return new EventReading<CallEvent>.Ours(read) { Identity = new(CallIdentity.Key(read), CallIdentity.Interaction(read), time) };
    }

    // Everything in it is personal.
    public override string ToString() => nameof(CallEvent);
}
