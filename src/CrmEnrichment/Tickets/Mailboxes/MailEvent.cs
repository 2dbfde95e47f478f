using System.Globalization;
using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Tickets.Mailboxes;

/// <summary>A message in a mailbox as an event: <c>{"source": "crm-enrichment.mail", "detail": {"mailbox": …, "uidValidity": …, "uid": …}}</c>. Letters keep this, and nothing of the message.</summary>
/// <param name="Mailbox">The mailbox's configured name.</param>
/// <param name="UidValidity">Of its folder.</param>
/// <param name="Uid">Of the message.</param>
public sealed record MailEvent(string Mailbox, uint UidValidity, uint Uid)
{
    private const string Source = "crm-enrichment.mail";

    public JsonElement ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("source", Source);
            json.WriteStartObject("detail");
            json.WriteString("mailbox", Mailbox);
            json.WriteNumber("uidValidity", UidValidity);
            json.WriteNumber("uid", Uid);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return ReceivedJson.Parse(buffer.ToArray());
    }

    internal static EventReading<MailEvent> Read(JsonElement payload)
    {
        if (payload.ValueKind is not JsonValueKind.Object || new FieldReader(payload, "event").Text("source") is not Source)
        {
            return new EventReading<MailEvent>.NotOurs("the source is no mailbox");
        }

        if (!payload.TryMember("detail", out var detail) || detail.ValueKind is not JsonValueKind.Object
            || new FieldReader(detail, "event.detail").Text("mailbox") is not { Length: > 0 } mailbox || EventKey.Plain(mailbox) is null
            || Number(detail, "uidValidity") is not { } validity || Number(detail, "uid") is not { } uid)
        {
            return new EventReading<MailEvent>.Invalid("event.detail needs mailbox (its name in Mail__Mailboxes), uidValidity and uid (whole numbers above 0), as UpdateTickets writes them.");
        }

        var read = new MailEvent(mailbox, validity, uid);
        return new EventReading<MailEvent>.Ours(read) { Identity = new(read.Key, read.Key, OccurredAt: null) };
    }

    internal string Key => string.Create(CultureInfo.InvariantCulture, $"{Mailbox}.{UidValidity}.{Uid}");

    private static uint? Number(JsonElement detail, string name) =>
        detail.TryMember(name, out var member) && member.ValueKind is JsonValueKind.Number && member.TryGetUInt32(out var number) && number > 0 ? number : null;
}
