using System.Text.Json;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.DeadLetters;

/// <summary>Reads the three forms that lie in the dead-letter queue (docs/contracts.md).</summary>
internal static class LetterReader
{
    /// <returns>Null for a message in none of the forms.</returns>
    public static QueuedLetter? Read(QueuedMessage message)
    {
        JsonElement body;
        try
        {
            body = JsonElement.Parse(message.Body);
        }
        catch (JsonException)
        {
            return null;
        }

        return body.ValueKind is not JsonValueKind.Object ? null
            : body.TryMember("format", out var format) ? ReadEnvelope(body, format)
            : body.TryMember("requestContext", out var context) && body.TryMember("requestPayload", out var payload) ? ReadOnFailure(context, payload)
            : new QueuedLetter.Raw(body, message.TargetArn, Owner: null);
    }

    private static QueuedLetter.Enveloped? ReadEnvelope(JsonElement body, JsonElement format)
    {
        if (!format.TryText(out var name) || !string.Equals(name, DeadLetter.FormatName, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            // A later version may mean something else by the same names.
            return body.Deserialize(DeadLetterJson.Default.DeadLetter) is { Version: <= DeadLetter.CurrentVersion } letter
                ? new QueuedLetter.Enveloped(letter)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Lambda's on-failure record. The crashed invocation may still hold its claim: its replay acts in its name.</summary>
    private static QueuedLetter.Raw ReadOnFailure(JsonElement context, JsonElement payload) =>
        new(payload, Text(context, "functionArn"), Text(context, "requestId"));

    private static string? Text(JsonElement element, string name) =>
        element.TryMember(name, out var value) && value.TryText(out var text) ? text : null;
}
