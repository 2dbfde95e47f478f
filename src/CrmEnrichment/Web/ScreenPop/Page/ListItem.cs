using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>One deal, contact or note, however the CRM writes it.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Amount">What it is worth.</param>
/// <param name="At">When it was, or will be.</param>
/// <param name="Details">Short facts, such as the stage.</param>
/// <param name="Text">What somebody wrote.</param>
internal sealed record ListItem(string? Title, string? Amount, DateTimeOffset? At, IReadOnlyList<string> Details, string? Text)
{
    private const int Most = 20, LongestText = 2_000;

    private static readonly string[] s_titles = ["title", "name", "subject", "summary", "type"];
    private static readonly string[] s_amounts = ["amount", "value", "total"];
    private static readonly string[] s_times = ["at", "date", "startedAt", "createdAt", "endedAt", "dueAt", "closeDate", "time"];
    private static readonly string[] s_texts = ["text", "notes", "note", "body", "description"];
    private static readonly string[] s_hidden = ["id", "url", "link"];

    /// <summary>Of an array each, of anything else the one.</summary>
    public static IReadOnlyList<ListItem> Read(JsonElement value) =>
        [.. (value.ValueKind is JsonValueKind.Array ? value.EnumerateArray().Take(Most) : [value]).Select(One).OfType<ListItem>()];

    private static ListItem? One(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return FieldText.Of(value, LongestText) is { } text ? new ListItem(null, null, null, [], text) : null;
        }

        if (!value.IsReadable())
        {
            return null;
        }

        var left = value.EnumerateObject().DistinctBy(member => member.Name, StringComparer.Ordinal).ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        foreach (var name in s_hidden)
        {
            left.Remove(name);
        }

        var (title, amount, at, written) = (Take(s_titles, one => FieldText.Of(one)), Take(s_amounts, FieldText.Amount), Time(), Take(s_texts, one => FieldText.Of(one, LongestText)));
        List<string> details = [.. left.Values.Select(one => FieldText.Time(one) is { } day ? FieldText.Day(day) : FieldText.Of(one)).OfType<string>().Take(4)];
        return title is null && amount is null && at is null && written is null && details.Count == 0 ? null : new ListItem(title, amount, at, details, written);

        string? Take(string[] names, Func<JsonElement, string?> read)
        {
            foreach (var name in names)
            {
                if (left.TryGetValue(name, out var member) && read(member) is { } text)
                {
                    left.Remove(name);
                    return text;
                }
            }

            return null;
        }

        DateTimeOffset? Time()
        {
            var name = Array.Find(s_times, name => left.TryGetValue(name, out var member) && FieldText.Time(member) is not null);
            return name is not null && left.Remove(name, out var time) ? FieldText.Time(time) : null;
        }
    }
}
