using System.Globalization;
using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>The conversation detail events that Genesys Cloud's EventBridge integration publishes (docs/contracts.md).</summary>
internal static class PartnerDialect
{
    private const string TopicPrefix = "v2.detail.events.conversation.";

    /// <param name="detail">The envelope's detail.</param>
    /// <param name="detailType">The envelope's.</param>
    /// <param name="envelopeTime">For an event without a time of its own.</param>
    /// <param name="topics">Those that are ours.</param>
    /// <param name="notOurs">Why the others are not.</param>
    public static EventReading<PartnerEvent> Read(
        JsonElement detail, string? detailType, DateTimeOffset? envelopeTime, IEnumerable<string> topics, string notOurs)
    {
        var envelope = new FieldReader(detail, "event.detail");
        var topicName = envelope.Text("topicName") ?? detailType;
        if (envelope.Problem is { } wrongTopic)
        {
            return new EventReading<PartnerEvent>.Invalid(wrongTopic);
        }

        // The topic is judged before the body: other topics have bodies of other shapes, which is no error.
        if (Topic(topicName) is not var (topicId, topic) || !topics.Contains(topic, StringComparer.Ordinal))
        {
            return new EventReading<PartnerEvent>.NotOurs(notOurs);
        }

        if (!detail.TryMember("eventBody", out var body) || body.ValueKind is not JsonValueKind.Object)
        {
            return new EventReading<PartnerEvent>.Invalid("event.detail.eventBody is missing or no object: send what Genesys Cloud published.");
        }

        var fields = new FieldReader(body, "event.detail.eventBody");
        var id = fields.Uuid("conversationId");
        var participantId = fields.Uuid("participantId");
        var mediaType = fields.Text("mediaType")?.ToUpperInvariant() ?? "UNKNOWN";
        var caller = ReadCaller(fields);
        var time = fields.EpochMilliseconds("eventTime");
        var e = new PartnerEvent(id ?? topicId ?? "", topic, participantId, SessionId: null, mediaType, caller, time ?? envelopeTime, fields);

        return fields.Problem is { } problem ? new EventReading<PartnerEvent>.Invalid(problem)
            : (id ?? topicId) is null ? new EventReading<PartnerEvent>.Invalid("event.detail.eventBody.conversationId is missing: send the conversation's id.")
            : id is not null && topicId is not null && !string.Equals(id, topicId, StringComparison.OrdinalIgnoreCase)
                ? new EventReading<PartnerEvent>.Invalid("event.detail.eventBody.conversationId and event.detail.topicName name different conversations: send one event.")
            : new EventReading<PartnerEvent>.Ours(e with { SessionId = fields.Text("sessionId") }) { Identity = new(ContentKey(id ?? topicId, participantId, fields.Text("sessionId"), topic, time), CorrelationId: null, e.At) };
    }

    /// <summary>Genesys' own correlation id, where it is one that can be logged.</summary>
    public static string? CorrelationId(JsonElement payload) =>
        payload.TryMember("detail", out var detail) && detail.TryMember("metadata", out var metadata)
            ? EventKey.Plain(new FieldReader(metadata, "").Text("CorrelationId"))
            : null;

    /// <summary>Equal for two deliveries of one event; null where it carries no time of its own to tell two events apart.</summary>
    private static string? ContentKey(string? conversationId, string? participantId, string? sessionId, string topic, DateTimeOffset? time) => time is null
        ? null
        : EventKey.OfContent(conversationId, participantId, sessionId, topic, time.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary><c>v2.detail.events.conversation.{uuid}.customer.start</c>; in a detail-type, <c>{id}</c> stands literally for the id.</summary>
    private static (string? ConversationId, string Name)? Topic(string? topicName)
    {
        if (topicName?.StartsWith(TopicPrefix, StringComparison.Ordinal) is not true
            || topicName.IndexOf('.', TopicPrefix.Length) is not (> 0 and var dot))
        {
            return null;
        }

        var id = topicName[TopicPrefix.Length..dot];
        return (Guid.TryParseExact(id, "D", out _) ? id : null, topicName[(dot + 1)..]);
    }

    /// <summary>Our own end: who was dialled, on outbound interactions who dialled.</summary>
    public static string? OwnNumber(FieldReader fields) => OwnNumber(fields, IsOutbound(fields));

    /// <summary>As <see cref="OwnNumber(FieldReader)"/>, of members that may not name the direction.</summary>
    public static string? OwnNumber(FieldReader fields, bool outbound)
    {
        return fields.Text(outbound ? "ani" : "dnis") is { Length: > 0 } number ? number
            : fields.Text(outbound ? "addressFrom" : "addressTo") is { Length: > 0 } address ? address
            : null;
    }

    private static bool IsOutbound(FieldReader fields) => string.Equals(fields.Text("direction"), "OUTBOUND", StringComparison.OrdinalIgnoreCase);

    /// <summary>The other end: on outbound interactions that is who was dialled.</summary>
    private static Caller ReadCaller(FieldReader fields) => ReadCaller(fields, IsOutbound(fields));

    /// <summary>The other end, of members that may not name the direction.</summary>
    public static Caller ReadCaller(FieldReader fields, bool outbound)
    {
        var number = fields.FirstText("callbackNumbers") ?? fields.Text(outbound ? "dnis" : "ani");
        if (!string.IsNullOrEmpty(number))
        {
            return new Caller.Phone(number);
        }

        var address = fields.Text(outbound ? "addressTo" : "addressFrom");
        return string.IsNullOrEmpty(address) ? Caller.Withheld
            : fields.Text("messageType")?.ToUpperInvariant() is "SMS" or "WHATSAPP" ? new Caller.Phone(InternationalForm(address))
            : new Caller.Address(address);
    }

    /// <summary>Messaging networks name numbers in full but may leave the plus away.</summary>
    private static string InternationalForm(string address) =>
        address.Length is >= 10 and <= 15 && address.All(char.IsAsciiDigit) ? "+" + address : address;
}
