using AngleSharp.Html.Parser.Tokens;

namespace CrmEnrichment.Tickets.Messages.Html;

/// <summary>How an element is set.</summary>
/// <param name="IsBlock">It begins a line and ends one.</param>
/// <param name="Gap">A blank line is above it and below.</param>
/// <param name="Void">It has no content and no end.</param>
internal readonly record struct Layout(bool IsBlock, bool Gap, bool Void)
{
    public static Layout Of(HtmlTagToken tag) => tag.Name switch
    {
        "br" or "hr" or "img" or "input" or "meta" or "link" or "wbr" or "area" or "base" or "col" or "embed" or "source" or "track" or "param" => new(false, false, true),
        "p" => new(true, !IsTight(tag), false),
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "pre" or "table" or "dl" => new(true, true, false),
        "div" or "blockquote" or "ul" or "ol" or "li" or "tr" or "body" or "html" or "section" or "article" or "header" or "footer" or "address" or "center" or "form" or "fieldset" or "dt" or "dd" or "main"
            or "nav" or "aside" or "figure" or "figcaption" or "tbody" or "thead" or "caption" => new(true, false, false),
        _ => default,
    };

    /// <summary>Word's and Outlook's paragraphs are lines: their blank lines are paragraphs of their own.</summary>
    private static bool IsTight(HtmlTagToken tag) => tag.Short("class").Contains("Mso", StringComparison.Ordinal)
        || tag.Style() is var style && (style.Contains("margin:0", StringComparison.Ordinal) || style.Contains("margin-bottom:0", StringComparison.Ordinal));
}
