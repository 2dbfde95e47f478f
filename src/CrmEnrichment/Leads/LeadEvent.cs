using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmEnrichment.Crm.Changes;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Leads;

/// <summary>A record of a CRM that becomes a lead, as an event: <c>{"source": "crm.lead", "id": …, "time": …, "detail": {"crm": …, "id": …, "phone": …}}</c>. The queue and letters keep it in this form.</summary>
/// <param name="Crm">The source whose record it is.</param>
/// <param name="Id">The record's, as that source writes it.</param>
/// <param name="Fields">By <see cref="LeadField"/>; without a number the record is read in the CRM.</param>
/// <param name="ReceivedAt">When we were told.</param>
public sealed record LeadEvent(string Crm, string Id, IReadOnlyDictionary<string, string> Fields, DateTimeOffset ReceivedAt)
{
    private const string Source = "crm.lead", CrmMember = "crm";

    private static readonly string[] s_telling = [LeadField.List, LeadField.Campaign, LeadField.Origin];

    internal string? this[string name] => Fields.GetValueOrDefault(name);

    /// <summary>Equal for every telling of one record for one list: a sender repeats itself, and a workflow runs again.</summary>
    internal string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [Crm, Id, .. s_telling.Select(name => this[name])]))))[..40];

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("source", Source);
            json.WriteString("id", Key);
            json.WriteString("time", ReceivedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteStartObject("detail");
            json.WriteString(CrmMember, Crm);
            json.WriteString(LeadField.Id, Id);
            foreach (var (name, value) in Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    internal static EventReading<LeadEvent> Read(JsonElement payload)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            return new EventReading<LeadEvent>.Invalid("The payload is no JSON object: send one event.");
        }

        var envelope = new FieldReader(payload, "event");
        if (envelope.Text("source") is not Source)
        {
            return new EventReading<LeadEvent>.NotOurs("the source is not a lead");
        }

        var time = envelope.Iso8601("time");
        if (envelope.Problem is not null || time is null || !payload.TryMember("detail", out var detail) || detail.ValueKind is not JsonValueKind.Object)
        {
            return new EventReading<LeadEvent>.Invalid(envelope.Problem ?? "event.time or event.detail is missing: send one event as ReceiveLeads writes it.");
        }

        return ReadDetail(detail, time.Value);
    }

    private static EventReading<LeadEvent> ReadDetail(JsonElement detail, DateTimeOffset time)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in detail.EnumerateObject())
        {
            if (!member.Value.TryText(out var text) || text.Length > LeadField.Longest || fields.Count == LeadField.Most)
            {
                return new EventReading<LeadEvent>.Invalid($"event.detail has a member of a wrong type or form: send at most {LeadField.Most} texts of at most {LeadField.Longest} characters.");
            }

            fields[member.Name] = text;
        }

        if (!fields.Remove(CrmMember, out var crm) || !fields.Remove(LeadField.Id, out var id) || !RecordChange.IsId(id))
        {
            return new EventReading<LeadEvent>.Invalid($"event.detail.crm or event.detail.id is missing or has a wrong form: send the name of a source, and an id of 1 to {RecordChange.LongestId} characters.");
        }

        var read = new LeadEvent(crm, id, fields, time);
        return new EventReading<LeadEvent>.Ours(read) { Identity = new(read.Key, read.Key, time) };
    }

    // Everything in it is personal.
    public override string ToString() => nameof(LeadEvent);
}
