using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Cli.Letters;

/// <summary>One letter whole: its small facts, and its event, of which only what is known to be harmless is shown unless it is revealed.</summary>
internal static class ShownLetter
{
    /// <summary>Levels: an event may have 64, and lies in what is shown.</summary>
    public const int LargestDepth = 128;

    /// <summary>For eyes.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = LargestDepth };

    public static async Task<JsonObject> ReadAsync(SeenLetter seen, DeadLetterStore letters, bool isRevealed, CancellationToken ct)
    {
        var letter = (seen.Queued as QueuedLetter.Enveloped)?.Letter;
        var opened = letter is not null ? (await letters.OpenAsync(letter, ct))?.Event : (seen.Queued as QueuedLetter.Raw)?.Payload;
        var shown = JsonNode.Parse(Json.Line(seen.Listed))!.AsObject();
        shown["event"] = Shown(opened, isRevealed);
        if (letter?.OriginalEventGzip is { } original)
        {
            shown["originalEvent"] = Shown(Packing.Open(original), isRevealed);
        }

        if (seen.Listed.Form is LetterForm.Unreadable)
        {
            shown["body"] = isRevealed ? seen.Message.Body : $"[masked: {seen.Message.Body.Length} characters]";
        }

        return shown;
    }

    private static JsonNode? Shown(JsonElement? received, bool isRevealed) =>
        received is not { } value ? null
        : !isRevealed ? HarmlessMembers.Mask(value)
        : value.ValueKind is JsonValueKind.Null ? null
        : JsonNode.Parse(value.GetRawText());
}
