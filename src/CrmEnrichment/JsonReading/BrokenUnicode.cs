using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace CrmEnrichment.JsonReading;

/// <summary>Reads JSON from outside without tripping over <c>"\ud800"</c>: legal JSON, but no text, and System.Text.Json throws on touching it.</summary>
internal static class BrokenUnicode
{
    /// <summary>Our own documents (the cache, letters, the context) put a value some levels deeper, and JSON readers refuse the 65th.</summary>
    public const int MostDepth = 32;

    /// <summary>The member, unless there is none or the object's names cannot be read.</summary>
    public static bool TryMember(this JsonElement source, string name, out JsonElement value)
    {
        try
        {
            value = default;
            return source.ValueKind is JsonValueKind.Object && source.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            value = default;
            return false;
        }
    }

    /// <summary>The same for a source that takes a name in any capitals, and answers it in its own.</summary>
    public static bool TryMemberInAnyCase(this JsonElement source, string name, out JsonElement value)
    {
        try
        {
            value = source.EnumerateObject().FirstOrDefault(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
            return value.ValueKind is not JsonValueKind.Undefined;
        }
        catch (InvalidOperationException)
        {
            value = default;
            return false;
        }
    }

    /// <summary>The text, unless the element is none.</summary>
    public static bool TryText(this JsonElement element, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = element.ValueKind is JsonValueKind.String ? element.GetString() : null;
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }

    /// <summary>Whether everything in it can be read, and lies no deeper than <see cref="MostDepth"/>.</summary>
    public static bool IsReadable(this JsonElement element)
    {
        try
        {
            using var nowhere = new Utf8JsonWriter(Stream.Null, new JsonWriterOptions { MaxDepth = MostDepth });
            element.WriteTo(nowhere);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
