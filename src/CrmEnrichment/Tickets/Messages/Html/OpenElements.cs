using CrmEnrichment.Tickets.Messages.Quotes;

namespace CrmEnrichment.Tickets.Messages.Html;

/// <summary>The elements around the place that is read. Deeper ones than anybody writes are not told apart.</summary>
internal sealed class OpenElements
{
    private const int MaxDepth = 256;

    private readonly List<OpenElement> _elements = [];
    private readonly Dictionary<Role, int> _roles = [];

    // How many of each name began below the depth that is kept, so that their ends do not end others.
    private readonly Dictionary<string, int> _deeper = new(StringComparer.Ordinal);

    public bool Hidden => Has(Role.Hidden);

    public bool Preformatted => _elements.Exists(element => element.Name is "pre");

    public LineKind Kind => Has(Role.Quote) ? LineKind.Quote : Has(Role.Attribution) ? LineKind.Attribution : Has(Role.Signature) ? LineKind.Signature : LineKind.Words;

    public void Push(OpenElement element)
    {
        if (_elements.Count >= MaxDepth)
        {
            _deeper[element.Name] = _deeper.GetValueOrDefault(element.Name) + 1;
            return;
        }

        _elements.Add(element);
        _roles[element.Role] = _roles.GetValueOrDefault(element.Role) + 1;
    }

    /// <returns>The elements that end there, innermost first: the named one and those inside it. None if it is not open.</returns>
    public IReadOnlyList<OpenElement> Close(string name)
    {
        if (_deeper.GetValueOrDefault(name) is > 0 and var count)
        {
            _deeper[name] = count - 1;
            return [];
        }

        var at = _elements.FindLastIndex(element => string.Equals(element.Name, name, StringComparison.Ordinal));

        // A stray end inside a table's cell does not end what is around the table.
        return at < 0 || (name is not "table" && _elements.FindIndex(at, element => element.Name is "table") is >= 0 and var table && table > at && name is not ("body" or "html" or "div" or "blockquote"))
            ? []
            : Pop(at);
    }

    /// <summary>A paragraph, an item, a row or a cell ends where the next block of its kind begins.</summary>
    public IReadOnlyList<OpenElement> CloseImplied(string starting) =>
        _elements is [.., { Name: var name }] && (name is "p" || (string.Equals(name, starting, StringComparison.Ordinal) && name is "li" or "td" or "th" or "tr" or "dt" or "dd")) ? Pop(_elements.Count - 1) : [];

    public void Clear() => Pop(0);

    private bool Has(Role role) => _roles.GetValueOrDefault(role) > 0;

    private List<OpenElement> Pop(int from)
    {
        var popped = _elements.GetRange(from, _elements.Count - from);
        popped.Reverse();
        _elements.RemoveRange(from, popped.Count);
        popped.ForEach(element => _roles[element.Role]--);
        return popped;
    }
}
