using System.Text.Json;

namespace CrmEnrichment.Platforms.Twilio;

/// <summary>What a task's attributes and its channel say of who talks to whom, and how.</summary>
/// <param name="MediaType">Upper case, in the words that other platforms use too.</param>
/// <param name="Direction">INBOUND or OUTBOUND; null where nothing says.</param>
/// <param name="Caller">The other end: on outbound tasks who is called.</param>
/// <param name="OwnNumber">Our end.</param>
internal sealed record TaskParty(string MediaType, string? Direction, Caller Caller, string? OwnNumber)
{
    /// <summary>On outbound tasks of Flex the attribute <c>from</c> is our own number.</summary>
    private static readonly string[] s_called = ["outbound_to", "to", "called"];

    public static TaskParty Read(JsonElement? attributes, string? channel, TwilioOptions options)
    {
        var media = Media(channel, TaskAttributes.Text(attributes, TaskAttributes.Call) is not null);
        var direction = DirectionOf(TaskAttributes.Text(attributes, "direction"));
        var isOutbound = direction is "OUTBOUND";
        var theirs = TaskAttributes.First(attributes, isOutbound ? s_called : options.CallerAttributes);
        var ours = TaskAttributes.First(attributes, isOutbound ? options.CallerAttributes : s_called);
        return new(media, direction, CallerOf(theirs, media), ours);
    }

    /// <summary><c>outbound-api</c> and <c>outbound-dial</c> are outbound.</summary>
    public static string? DirectionOf(string? text) =>
        text is null ? null
        : text.StartsWith("inbound", StringComparison.OrdinalIgnoreCase) ? "INBOUND"
        : text.StartsWith("outbound", StringComparison.OrdinalIgnoreCase) ? "OUTBOUND"
        : null;

    /// <summary>Chat guests and e-mail senders have no number: only what looks like one is taken for one where nobody calls.</summary>
    public static Caller CallerOf(string? text, string media) =>
        string.IsNullOrWhiteSpace(text) ? Caller.Withheld
        : text.StartsWith("client:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("messenger:", StringComparison.OrdinalIgnoreCase) ? new Caller.Address(text)
        : media is "VOICE" || text.AsSpan(text.IndexOf(':') + 1).Trim().StartsWith('+') ? new Caller.Phone(text)
        : new Caller.Address(text);

    private static string Media(string? channel, bool isCall) => channel?.ToUpperInvariant() switch
    {
        null or "" or "DEFAULT" => isCall ? "VOICE" : "UNKNOWN",
        "WEB" or "WEBCHAT" => "CHAT",
        "SMS" or "WHATSAPP" or "MESSENGER" or "MESSAGING" => "MESSAGE",
        var other => other,
    };

    // It may hold a number.
    public override string ToString() => MediaType;
}
