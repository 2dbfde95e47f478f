using System.Globalization;
using System.Text.Json;

namespace CrmEnrichment.JsonReading;

/// <summary>Members as the settings name them.</summary>
internal static class JsonMember
{
    /// <summary><c>account.owner.name</c> leads into objects.</summary>
    /// <returns>Null, too, for what holds a name that was cut through an emoji: it is no text any more, and the other members still help.</returns>
    public static JsonElement? Find(JsonElement source, string member) => TryFind(source, member, out var found) && found.IsReadable() ? found : null;

    /// <summary>Whether it is there, whatever it holds.</summary>
    public static bool Has(JsonElement source, string member) => TryFind(source, member, out _);

    /// <summary>A time as ISO 8601 writes it, in UTC where it names no zone.</summary>
    /// <returns>Null for anything else.</returns>
    public static DateTimeOffset? Time(JsonElement? value) =>
        value is { } known && known.TryText(out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    /// <summary>Whether it says anything: a name that was cut through an emoji is no text any more, and the other fields still help.</summary>
    public static bool IsKnown(JsonElement value) =>
        value.ValueKind is not JsonValueKind.Null && value.IsReadable() && !(value.TryText(out var text) && text.Length == 0);

    private static bool TryFind(JsonElement source, string member, out JsonElement found)
    {
        found = source;
        foreach (var step in member.Split('.'))
        {
            if (!found.TryMember(step, out found))
            {
                return false;
            }
        }

        return true;
    }
}
