namespace CrmEnrichment.Local.Vicidial;

/// <summary>Equality of texts, byte for byte, as short as it is often needed here.</summary>
internal static class OrdinalText
{
    public static bool Is(this string? text, string? other) => string.Equals(text, other, StringComparison.Ordinal);
}
