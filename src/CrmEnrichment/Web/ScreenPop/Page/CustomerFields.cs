using System.Text.Json;

namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>The customer's fields, by the places of the page that they fill; each is shown once.</summary>
internal sealed class CustomerFields(ScreenPopOptions options, IReadOnlyDictionary<string, JsonElement> fields)
{
    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);

    /// <summary>What no place has taken so far.</summary>
    public IEnumerable<(string Label, JsonElement Value)> Others =>
        fields.Where(one => !_shown.Contains(one.Key)).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (Label(one.Key), one.Value));

    public string? Text(string member) => Take(member, value => FieldText.Of(value))?.Value;

    public string? Amount(string member) => Take(member, FieldText.Amount)?.Value;

    public bool IsYes(string member) => Take(member, value => FieldText.Of(value))?.Value.ToUpperInvariant() is "TRUE" or "YES" or "Y" or "1" or "VIP";

    /// <summary>The first moment that is known, and what it is called.</summary>
    public (string Label, DateTimeOffset At)? Time(string member) =>
        Take(member, value => FieldText.Time(value) is null ? null : "") is { } taken ? (Label(taken.Field), FieldText.Time(fields[taken.Field])!.Value) : null;

    /// <summary>The things of a list, or the only one.</summary>
    public IReadOnlyList<ListItem> Items(string member) => Take(member, value => ListItem.Read(value).Count > 0 ? "" : null) is { } taken ? ListItem.Read(fields[taken.Field]) : [];

    private string Label(string field) => options.Labels.TryGetValue(field, out var label) ? label : FieldText.Label(field);

    private (string Field, string Value)? Take(string member, Func<JsonElement, string?> read)
    {
        foreach (var name in options.FieldsOf(member))
        {
            if (fields.TryGetValue(name, out var value) && read(value) is { } text)
            {
                _shown.Add(name);
                return (name, text);
            }
        }

        return null;
    }
}
