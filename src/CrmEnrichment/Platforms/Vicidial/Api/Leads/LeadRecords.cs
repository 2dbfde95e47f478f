namespace CrmEnrichment.Platforms.Vicidial.Api.Leads;

/// <summary>Leads as <c>lead_status_search</c> prints them: each field on its own line, <c>name => value</c>.</summary>
internal static class LeadRecords
{
    private const string Start = ";---------- START OF RECORD ", Between = " => ";

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text)
    {
        var records = new List<IReadOnlyDictionary<string, string>>();
        Dictionary<string, string>? record = null;
        var last = "";
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.StartsWith(Start, StringComparison.Ordinal))
            {
                records.Add(record = new Dictionary<string, string>(StringComparer.Ordinal));
            }
            else if (record is not null && line.Split(Between, 2) is [var name, var value] && name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_'))
            {
                // Comments can hold a line that looks like a field: the first one counts.
                record.TryAdd(last = name, value);
            }
            else if (record is not null && line.Length > 0 && record.TryGetValue(last, out var before))
            {
                record[last] = $"{before}\n{line}";
            }
        }

        return records;
    }
}
