using AngleSharp.Html.Parser.Tokens;

namespace CrmEnrichment.Tickets.Messages.Html;

/// <summary>A link whose text is being read.</summary>
internal sealed record Anchor(string Address, TextMark Start)
{
    private const int LongestAddress = 500;

    /// <returns>Null where it leads nowhere, or to a mail program or a telephone: the text says the same.</returns>
    public static Anchor? Of(HtmlTagToken tag, TextMark start) => tag.GetAttribute("href").Trim() is { Length: > 0 and <= LongestAddress } address
        && (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) ? new(address, start) : null;

    /// <param name="text">Of the link, as it is shown.</param>
    /// <returns>What the text does not say of where the link leads.</returns>
    public string Target(string text) =>
        text.Length == 0 || (Bare(Address).StartsWith(Bare(text), StringComparison.OrdinalIgnoreCase) && Bare(text).Length * 2 > Bare(Address).Length) ? "" : $" ({Address})";

    private static string Bare(string address) => (address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? address[(at + 3)..] : address).TrimEnd('/');
}
