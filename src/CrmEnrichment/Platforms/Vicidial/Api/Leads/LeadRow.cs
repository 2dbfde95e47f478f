using CrmEnrichment.Platforms.Vicidial.Api.Connection;

namespace CrmEnrichment.Platforms.Vicidial.Api.Leads;

/// <summary>One lead with all its fields, as <c>lead_all_info</c> prints it: a header, and the values.</summary>
internal static class LeadRow
{
    /// <summary>Nothing is escaped: what has too many columns, or line breaks, has them in the comments, which VICIdial does not clean.</summary>
    /// <returns>Null for what is no lead.</returns>
    public static IReadOnlyDictionary<string, string>? Read(string text)
    {
        if (text.Split('\n', 2) is not [var header, var row])
        {
            return null;
        }

        var names = header.TrimEnd('\r').Split('|').ToList();
        var values = row.TrimEnd('\r', '\n').Split('|').ToList();
        if (names.Count < 2 || values.Count < names.Count)
        {
            return null;
        }

        var surplus = values.Count - names.Count;
        if (surplus > 0 && names.IndexOf(LeadFields.Comments) is >= 0 and var at)
        {
            var comments = string.Join('|', values.Skip(at).Take(surplus + 1));
            values.RemoveRange(at, surplus + 1);
            values.Insert(at, comments);
        }

        return VicidialTable.Row(names, values);
    }
}
