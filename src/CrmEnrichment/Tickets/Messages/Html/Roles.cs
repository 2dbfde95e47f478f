using AngleSharp.Html.Parser.Tokens;

namespace CrmEnrichment.Tickets.Messages.Html;

/// <summary>The names that clients give to the elements around quotes and signatures.</summary>
internal static class Roles
{
    private static readonly string[] s_hidden = ["head", "script", "style", "title", "template", "noscript", "object", "iframe", "svg", "select", "textarea"];

    // Both stand around a whole quote, its attribution included.
    private static readonly string[] s_quoteClasses = ["yahoo_quoted", "protonmail_quote", "tutanota_quote", "zmail_extra", "ntes-mailmaster-quote", "mailspring-quote", "front-quote"];
    private static readonly string[] s_quoteIds = ["isreplycontent", "mail-editor-reference-message-container", "yahoo_quoted", "replybody", "originalmailcontent"];

    private static readonly string[] s_attributionClasses = ["gmail_attr", "moz-cite-prefix", "mailspring-quote-header"];
    private static readonly string[] s_attributionIds = ["reply-intro"];

    private static readonly string[] s_cutClasses = ["outlookmessageheader"];
    private static readonly string[] s_cutIds = ["divrplyfwdmsg", "appendonsend", "stopspelling", "orgmsghdr"];

    private static readonly string[] s_signatureClasses = ["gmail_signature", "moz-signature", "protonmail_signature_block", "yahoo-signature", "applemailsignature", "k9mail-signature"];
    private static readonly string[] s_signatureIds = ["ms-outlook-mobile-signature", "composer_signature", "applemailsignature", "ymail_android_signature", "signature"];

    // Outlook rules a line above the headers of what it quotes; the colour depends on its version.
    private static readonly string[] s_outlookRules = ["border-top:solid#e1e1e1", "border-top:solid#b5c4df", "border-top:1pxsolid#e1e1e1", "border-top:1ptsolid#e1e1e1"];

    public static Role Of(HtmlTagToken tag, Func<bool> followsAttribution)
    {
        if (s_hidden.Contains(tag.Name, StringComparer.Ordinal))
        {
            return Role.Hidden;
        }

        if (tag.Attributes.Count == 0)
        {
            return tag.Name is "blockquote" && followsAttribution() ? Role.Quote : Role.None;
        }

        var (classes, id) = (tag.Short("class").Split(' '), tag.Short("id"));
        var style = tag.Style();
        return style.Contains("display:none", StringComparison.Ordinal) || style.Contains("mso-hide:all", StringComparison.Ordinal) ? Role.Hidden
            : Names(s_cutIds, id) || Any(s_cutClasses, classes) || Array.Exists(s_outlookRules, rule => style.Contains(rule, StringComparison.Ordinal)) ? Role.Cut
            : Names(s_quoteIds, id) || Any(s_quoteClasses, classes) || (tag.Name is "div" && tag.Short("name") is "quote" or "quoted-content") ? Role.Quote
            : tag.Name is "blockquote" && IsQuote(tag, classes, style, followsAttribution) ? Role.Quote
            : Any(s_attributionClasses, classes) || Names(s_attributionIds, id) ? Role.Attribution
            : Any(s_signatureClasses, classes) || Names(s_signatureIds, id) || tag.Short("data-smartmail") is "gmail_signature" ? Role.Signature
            : Role.None;
    }

    /// <summary>Authors indent their own words with the same element: Gmail then writes margins and no border.</summary>
    private static bool IsQuote(HtmlTagToken tag, string[] classes, string style, Func<bool> followsAttribution) =>
        tag.Short("type").Equals("cite", StringComparison.OrdinalIgnoreCase) || tag.Short("cite").Length > 0
        || Array.Exists(classes, name => name.Contains("quote", StringComparison.OrdinalIgnoreCase))
        || (style.Contains("border-left", StringComparison.Ordinal) && !style.Contains("border-left:none", StringComparison.Ordinal))
        || followsAttribution();

    // Outlook puts x_ before the names in what it quotes itself; the message that is read does not have that outermost.
    private static bool Names(string[] names, string id) => id.Length > 0 && Array.Exists(names, name => name.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static bool Any(string[] names, string[] classes) => Array.Exists(classes, name => Names(names, name));
}
