using System.Text.RegularExpressions;

namespace CrmEnrichment.Local.Crm.Vtiger;

/// <summary>A query in Vtiger's language, as far as it is asked: columns of one module, conditions of which one has to hold, an order perhaps.</summary>
internal sealed partial record VtqlSelect(
    IReadOnlyList<string> Columns, string Module, IReadOnlyList<(string Field, string Operator, string Literal)> Where, string? OrderBy, bool NewestFirst, int Limit)
{
    private const int MostRows = 100;

    /// <summary>All fields that are named.</summary>
    public IEnumerable<string> Fields => Columns.Where(column => column is not "*").Concat(Where.Select(condition => condition.Field)).Concat(OrderBy is null ? [] : [OrderBy]);

    /// <returns>Null for a syntax error, such as a missing semicolon.</returns>
    public static VtqlSelect? Parse(string text)
    {
        if (Query.Match(text) is not { Success: true } query)
        {
            return null;
        }

        var conditions = query.Groups["condition"].Captures.Select(condition => Condition.Match(condition.Value));
        return new(
            query.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries),
            query.Groups["module"].Value,
            [.. conditions.Select(match => (match.Groups["field"].Value, match.Groups["operator"].Value, Unquote(match.Groups["literal"].Value)))],
            query.Groups["order"] is { Success: true } order ? order.Value : null,
            query.Groups["direction"].Value is "DESC",
            query.Groups["limit"] is { Success: true } limit ? Math.Min(int.Parse(limit.Value), MostRows) : MostRows);
    }

    public bool Fits(Func<string, string> field) =>
        Where.Count == 0 || Where.Any(condition => condition.Operator switch
        {
            "LIKE" => Like(field(condition.Field), condition.Literal),
            ">=" => string.CompareOrdinal(field(condition.Field), condition.Literal) >= 0,
            _ => string.Equals(field(condition.Field), condition.Literal, StringComparison.OrdinalIgnoreCase),
        });

    /// <summary>As SQL has it, but for <c>_</c>, which nobody sends.</summary>
    private static bool Like(string text, string pattern)
    {
        var parts = pattern.Split('%');
        if (parts is [var whole])
        {
            return string.Equals(text, whole, StringComparison.OrdinalIgnoreCase);
        }

        if (!text.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            if (text.IndexOf(part, at, StringComparison.OrdinalIgnoreCase) is not (>= 0 and var found))
            {
                return false;
            }

            at = found + part.Length;
        }

        return text.Length - at >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A backslash means nothing to Vtiger itself; the SQL behind it is where it bites.</summary>
    private static string Unquote(string literal) => literal.Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"\ASELECT (?<columns>\*|\w+(, ?\w+)*) FROM (?<module>\w+)( WHERE (?<condition>\w+ ?(=|>=|LIKE) ?'([^']|'')*')( OR (?<condition>\w+ ?(=|>=|LIKE) ?'([^']|'')*'))*)?( ORDER BY (?<order>\w+) (?<direction>ASC|DESC))?( LIMIT (?<limit>\d{1,6}))?;\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Query { get; }

    [GeneratedRegex(@"\A(?<field>\w+) ?(?<operator>=|>=|LIKE) ?'(?<literal>.*)'\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 10_000)]
    private static partial Regex Condition { get; }
}
