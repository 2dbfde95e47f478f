using AngleSharp.Html.Parser.Tokens;

namespace CrmEnrichment.Tickets.Messages.Html;

/// <summary>The values that tell what an element is.</summary>
internal static class Attributes
{
    // Clients write some two hundred characters of style; a stranger may write megabytes.
    private const int Longest = 1000;

    /// <returns>Empty where the element has none.</returns>
    public static string Short(this HtmlTagToken tag, string name) => tag.GetAttribute(name) is { Length: > Longest } value ? value[..Longest] : tag.GetAttribute(name);

    /// <returns>In lower case and without spaces.</returns>
    public static string Style(this HtmlTagToken tag) => tag.Short("style").Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
