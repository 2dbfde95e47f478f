namespace CrmEnrichment.Platforms.Vicidial.Api.Connection;

/// <summary>Rows of an answer by the names that its header gives the columns. Versions differ in what they have, and in the order.</summary>
internal static class VicidialTable
{
    /// <param name="answer">With a header as its first row.</param>
    /// <param name="delimiter">Between two columns.</param>
    /// <returns>Rows that are shorter than the header are kept, and longer ones cut: a value with a delimiter would shift all that follow it.</returns>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(VicidialAnswer answer, char delimiter = '|')
    {
        if (answer.Rows is not [var header, ..] rows)
        {
            return [];
        }

        var names = header.Split(delimiter);
        return [.. rows.Where(row => !string.Equals(row, header, StringComparison.Ordinal)).Select(row => Row(names, row.Split(delimiter)))];
    }

    /// <summary>A row of names and values.</summary>
    public static IReadOnlyDictionary<string, string> Row(IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in names.Zip(values))
        {
            row.TryAdd(name.Trim(), value.Trim());
        }

        return row;
    }

    /// <returns>Null for a column that is not there, and for an empty one.</returns>
    public static string? Text(this IReadOnlyDictionary<string, string> row, string name) => row.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public static int Number(this IReadOnlyDictionary<string, string> row, string name) =>
        int.TryParse(row.Text(name), System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
}
