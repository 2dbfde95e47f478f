using System.Globalization;
using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm.Journals;

/// <summary>What of a <see cref="LastContact"/> is written, by the names that settings have for it: <c>LastContact__at</c>. As <see cref="EntryFields"/> has them, for CRMs that write a field only where one is configured.</summary>
internal static class LastContactFields
{
    /// <summary>The one number; all others are texts or times.</summary>
    public const string Count = "count";

    public const string SourceSystem = "sourceSystem", TrackingId = EntryFields.TrackingId;

    private const string At = "at", Outcome = "outcome";

    public static IReadOnlyList<string> Names { get; } = [At, "type", Outcome, Count, "status", SourceSystem, TrackingId];

    /// <returns>By our name, what the CRM calls the field; only the names that exist.</returns>
    public static IReadOnlyDictionary<string, string> Read(Settings settings, string key, Regex form, string fix)
    {
        var fields = settings.Map(key);
        foreach (var (name, field) in fields)
        {
            if (!Names.Contains(name, StringComparer.Ordinal))
            {
                var meant = NearMiss.Of(name, Names) is { } near ? $" (did you mean {near}?)" : "";
                settings.Problem($"{key}:{name}", $"is nothing that is known of a contact{meant}", $"use one of {string.Join(", ", Names)}", 0);
            }
            else if (!form.IsMatch(field))
            {
                settings.Problem($"{key}:{name}", "has the wrong form", fix, 0);
            }
        }

        return fields;
    }

    /// <summary>What is known, with times as <see cref="Iso"/> writes them.</summary>
    public static IReadOnlyDictionary<string, string> Values(LastContact contact)
    {
        var values = new Dictionary<string, string>(EntryFields.Of(contact), StringComparer.Ordinal) { [At] = Iso(contact.At) };
        if (contact.Outcome is { Length: > 0 } outcome)
        {
            values[Outcome] = BoundedText.Line(outcome, 255);
        }

        return values;
    }

    /// <returns>What a CRM holds as the number of contacts; 0 for nothing, or no number. Some write a whole number with a fraction, <c>12.0</c>.</returns>
    public static long CountIn(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count <= int.MaxValue ? (long)count : 0;

    /// <summary><c>2026-11-28T22:00:00.000Z</c>.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
