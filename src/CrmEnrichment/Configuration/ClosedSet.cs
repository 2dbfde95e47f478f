using System.Diagnostics.CodeAnalysis;

namespace CrmEnrichment.Configuration;

/// <summary>The one reader of a name out of a closed set, wherever it comes from: settings, secrets, options of commands, JSON.</summary>
/// <remarks><see cref="Enum.TryParse{TEnum}(string, out TEnum)"/> also takes numbers, and lists such as <c>Sql,HubSpot</c>, which it adds up to a third value.</remarks>
internal static class ClosedSet
{
    /// <summary>As an error message lists them.</summary>
    public static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>());

    /// <param name="text">Exactly one of the names, in any capitals.</param>
    /// <param name="value">The first value of the set where the text is none of its names.</param>
    public static bool TryRead<T>([NotNullWhen(true)] string? text, out T value)
        where T : struct, Enum
    {
        var index = Array.FindIndex(Enum.GetNames<T>(), name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        value = Enum.GetValues<T>()[Math.Max(index, 0)];
        return index >= 0;
    }
}
