using System.Globalization;
using System.Text.Json;

namespace CrmEnrichment.JsonReading;

/// <summary>Reads optional members of one JSON object and remembers the first that has a wrong type or form.</summary>
/// <remarks>Problems name the member and what was expected of it, never its value: that may be a number or a name.</remarks>
internal sealed class FieldReader(JsonElement source, string path)
{
    private const int LongestText = 512;

    public string? Problem { get; private set; }

    public string? Text(string name) => Find(name, out var value) ? AsText(name, value) : null;

    /// <summary>What people wrote, with its lines. Beyond the bound it is cut, and what was cut through an emoji and is no text is left out: the rest of the event counts for more.</summary>
    /// <param name="most">Characters of UTF-16.</param>
    public string? LongText(string name, int most) =>
        !Find(name, out var value) ? null
        : value.ValueKind is not JsonValueKind.String ? Wrong(name, "send text")
        : !value.TryText(out var text) ? null
        : text.Length <= most ? text
        : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>A duration as the sender says it, negative or absurd, as long as a <see cref="TimeSpan"/> can hold it.</summary>
    public TimeSpan? Milliseconds(string name)
    {
        if (!Find(name, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var milliseconds) && double.IsFinite(milliseconds))
        {
            return milliseconds >= TimeSpan.MaxValue.TotalMilliseconds ? TimeSpan.MaxValue
                : milliseconds <= TimeSpan.MinValue.TotalMilliseconds ? TimeSpan.MinValue
                : TimeSpan.FromMilliseconds(milliseconds);
        }

        Wrong(name, "send milliseconds as a number");
        return null;
    }

    public string? Uuid(string name) =>
        Text(name) is not { } text ? null
        : Guid.TryParseExact(text, "D", out _) ? text
        : Wrong(name, "send a UUID such as 7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef");

    public string? FirstText(string name)
    {
        return !Find(name, out var value) ? null
            : value.ValueKind is not JsonValueKind.Array ? Wrong(name, "send an array of texts")
            : value.GetArrayLength() == 0 ? null
            : AsText(name, value[0]);
    }

    public DateTimeOffset? EpochMilliseconds(string name)
    {
        if (!Find(name, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var milliseconds)
            && milliseconds is >= 0 and <= 253_402_300_799_999)
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }

        Wrong(name, "send epoch milliseconds as a whole number");
        return null;
    }

    public DateTimeOffset? Iso8601(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        Wrong(name, "send an ISO 8601 time such as 2026-08-20T14:03:11Z");
        return null;
    }

    private string? AsText(string name, JsonElement value) =>
        !value.TryText(out var text) ? Wrong(name, "send text")
        : text.Length > LongestText || text.AsSpan().ContainsAnyInRange('\0', '\u001F') || text.AsSpan().ContainsAnyInRange('\u007F', '\u009F') ? Wrong(name, $"send at most {LongestText} characters and no control characters")
        : text;

    private bool Find(string name, out JsonElement value) =>
        source.TryMember(name, out value) && value.ValueKind is not JsonValueKind.Null;

    private string? Wrong(string name, string fix)
    {
        Problem ??= $"{path}.{name} has a wrong type or form: {fix}.";
        return null;
    }
}
