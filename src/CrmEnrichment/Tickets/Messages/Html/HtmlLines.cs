using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using CrmEnrichment.Tickets.Messages.Quotes;

namespace CrmEnrichment.Tickets.Messages.Html;

/// <summary>The lines of a text/html part, as they would be shown.</summary>
/// <remarks>
/// Only the tokens of the HTML are read, in one walk, and no tree is built: a tree of what a stranger has nested ten thousand times takes seconds, and text needs
/// to know little of it.
/// </remarks>
internal sealed class HtmlLines
{
    private readonly OpenElements _open = new();
    private readonly LineWriter _writer = new();
    private Anchor? _anchor;

    public static IReadOnlyList<Line> Read(string html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return [];
        }

        var reading = new HtmlLines();
        using var source = new TextSource(html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        for (var token = tokens.Get(); token.Type is not HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            switch (token)
            {
                case HtmlTagToken { Type: HtmlTokenType.StartTag } tag:
                    reading.Start(tag);
                    tokens.State = ModeIn(tag.Name);
                    break;
                case HtmlTagToken { Type: HtmlTokenType.EndTag } tag:
                    reading.End(tag.Name);
                    break;
                case { Type: HtmlTokenType.Character }:
                    reading.Text(token.Data);
                    break;
            }
        }

        return reading._writer.Finish();
    }

    private static HtmlParseMode ModeIn(string name) => name switch
    {
        "title" or "textarea" => HtmlParseMode.RCData,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "script" => HtmlParseMode.Script,
        _ => HtmlParseMode.PCData,
    };

    private void Start(HtmlTagToken tag)
    {
        var layout = Layout.Of(tag);
        if (layout.Void)
        {
            if (!_open.Hidden)
            {
                Void(tag);
            }

            return;
        }

        if (layout.IsBlock)
        {
            Left(_open.CloseImplied(tag.Name));
        }

        if (tag.Name is "body")
        {
            // The end of the head is optional.
            _open.Clear();
        }

        var role = Roles.Of(tag, _writer.FollowsAttribution);
        if (layout.IsBlock || role is not (Role.None or Role.Hidden))
        {
            _writer.Break(layout.Gap);
        }

        if (!_open.Hidden && role is Role.Cut)
        {
            _writer.Cut();
        }

        if (!_open.Hidden && tag.Name is "td" or "th")
        {
            _writer.Cell();
        }

        _open.Push(new(tag.Name, role, layout));
        _writer.Kind = _open.Kind;
        if (tag.Name is "li" && !_open.Hidden)
        {
            _writer.Append("- ");
        }

        if (tag.Name is "a" && !_open.Hidden)
        {
            _anchor = Anchor.Of(tag, _writer.Mark);
        }
    }

    private void Void(HtmlTagToken tag)
    {
        switch (tag.Name)
        {
            case "br":
                _writer.NewLine();
                break;
            case "hr":
                _writer.Break(gap: false);
                break;

            // Only what stands for a character: an emoji. Other images are attachments, or count who reads.
            case "img" when tag.GetAttribute("alt") is { Length: > 0 and <= 12 } alt && !alt.Any(c => char.IsAscii(c)):
                _writer.Append(alt);
                break;
        }
    }

    private void End(string name)
    {
        if (name is "a" && _anchor is { } anchor && !_open.Hidden)
        {
            _writer.Append(anchor.Target(_writer.Since(anchor.Start)));
            _anchor = null;
        }

        Left(_open.Close(name));
    }

    private void Left(IReadOnlyList<OpenElement> elements)
    {
        foreach (var element in elements)
        {
            if (element.Layout.IsBlock || element.Role is not (Role.None or Role.Hidden))
            {
                _writer.Break(element.Layout.Gap);
            }
        }

        _writer.Kind = _open.Kind;
    }

    private void Text(string text)
    {
        if (!_open.Hidden)
        {
            _writer.Text(text, _open.Preformatted);
        }
    }
}
