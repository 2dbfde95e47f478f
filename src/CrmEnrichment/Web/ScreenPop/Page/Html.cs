using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>Writes HTML. Every text and every attribute's value is encoded; there is no way to write one that is not.</summary>
internal sealed class Html
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new(4096);
    private readonly Stack<string> _open = [];

    /// <param name="element">Its name.</param>
    /// <param name="attributes">A null value leaves the attribute out, an empty one writes its name alone.</param>
    public Html Open(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(element, attributes);
        _open.Push(element);
        return this;
    }

    /// <summary>An element that has no content and no end.</summary>
    public Html Void(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(element, attributes);
        return this;
    }

    /// <summary>An element with a text in it.</summary>
    public Html Element(string element, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) => Open(element, attributes).Text(text).Close();

    public Html Text(string text)
    {
        _text.Append(s_encoder.Encode(text));
        return this;
    }

    /// <summary>Ends the element that was opened last.</summary>
    public Html Close()
    {
        _text.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    public override string ToString() => _open.Count == 0 ? _text.ToString() : throw new InvalidOperationException($"The element {_open.Peek()} was not ended.");

    private void Start(string element, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                _text.Append(' ').Append(name);
                if (value.Length > 0)
                {
                    _text.Append("=\"").Append(s_encoder.Encode(value)).Append('"');
                }
            }
        }

        _text.Append('>');
    }
}
