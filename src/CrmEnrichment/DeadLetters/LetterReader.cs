using System.Text.Json;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.DeadLetters;

/// <summary>Reads the three forms that lie in the dead-letter queue (docs/contracts.md).</summary>
/// <remarks>Whoever may write to the queue wrote them, so nothing in a message is taken on trust, and no message makes this throw.</remarks>
internal static class LetterReader
{
    private static readonly JsonDocumentOptions s_deepEnough = new() { MaxDepth = DeadLetterJson.LargestDepth };

    /// <returns>Null for a message in none of the forms.</returns>
    public static QueuedLetter? Read(QueuedMessage message)
    {
        try
        {
            var body = JsonElement.Parse(message.Body, s_deepEnough);
            return body.ValueKind is not JsonValueKind.Object ? null
                : body.TryMember("format", out var format) ? ReadEnvelope(body, format)
                : body.TryMember("requestContext", out var context) && body.TryMember("requestPayload", out var payload) ? ReadOnFailure(context, payload) with { SentAt = message.SentAt }
                : new QueuedLetter.Raw(Event(body), message.TargetArn, Owner: null) { SentAt = message.SentAt };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static QueuedLetter.Enveloped? ReadEnvelope(JsonElement body, JsonElement format) =>
        format.TryText(out var name) && string.Equals(name, DeadLetter.FormatName, StringComparison.Ordinal)
        // A later version may mean something else by the same names.
        && body.Deserialize(DeadLetterJson.Default.DeadLetter) is { Version: <= DeadLetter.CurrentVersion, EventParts: null or (>= 0 and <= DeadLetterStore.MostParts) } letter
            ? new QueuedLetter.Enveloped(letter)
            : null;

    /// <summary>Lambda's on-failure record. The crashed invocation may still hold its claim: its replay acts in its name.</summary>
    private static QueuedLetter.Raw ReadOnFailure(JsonElement context, JsonElement payload) =>
        new(Event(payload), Text(context, "functionArn"), Text(context, "requestId"));

    /// <summary>No deeper than an event that arrives, or the letter that it makes could not be read.</summary>
    /// <exception cref="JsonException">It is deeper.</exception>
    private static JsonElement Event(JsonElement payload) => JsonElement.Parse(payload.GetRawText());

    private static string? Text(JsonElement element, string name) =>
        element.TryMember(name, out var value) && value.TryText(out var text) ? text : null;
}
