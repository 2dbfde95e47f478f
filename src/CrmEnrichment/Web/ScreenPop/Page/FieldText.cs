using System.Globalization;
using System.Text;
using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Web.ScreenPop.Page;

/// <summary>A field's value and name as people read them.</summary>
internal static class FieldText
{
    private const int Longest = 300;

    private static readonly string[] s_times = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ss.fffzz00", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mmK"];

    /// <returns>Null for an object, an empty text, and what cannot be read.</returns>
    public static string? Of(JsonElement value, int longest = Longest) => value.ValueKind switch
    {
        JsonValueKind.String when value.TryText(out var text) => Cut(text.Trim(), longest),
        JsonValueKind.Number => Number(value),
        JsonValueKind.True => "Yes",
        JsonValueKind.False => "No",
        JsonValueKind.Array => Cut(string.Join(", ", value.EnumerateArray().Take(20).Select(item => item.ValueKind is JsonValueKind.Array ? null : Of(item, longest)).Where(text => text is not null)), longest),
        _ => null,
    };

    /// <summary>A moment, or a day; what is written without a zone is meant as UTC.</summary>
    public static DateTimeOffset? Time(JsonElement value) =>
        value.TryText(out var text) && text is [>= '0' and <= '9', _, _, _, '-', ..]
        && (DateTimeOffset.TryParseExact(text, s_times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at)) ? at : null;

    /// <summary><c>loyaltyTier</c> is Loyalty tier.</summary>
    public static string Label(string field)
    {
        var label = new StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            var isStart = char.IsUpper(field[i]) && i > 0 && (char.IsLower(field[i - 1]) || (i + 1 < field.Length && char.IsLower(field[i + 1])));
            if (field[i] is '_' or '-' or '.' || isStart)
            {
                label.Append(' ');
            }

            if (field[i] is not ('_' or '-' or '.'))
            {
                var isAcronym = i + 1 < field.Length ? char.IsUpper(field[i + 1]) : i > 0 && char.IsUpper(field[i - 1]);
                label.Append(label.Length == 0 ? char.ToUpperInvariant(field[i]) : isAcronym ? field[i] : char.ToLowerInvariant(field[i]));
            }
        }

        return label.ToString();
    }

    public static string Day(DateTimeOffset at) => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>How long ago, or how far ahead, in the unit that a person would take.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var (span, isPast) = at <= now ? (now - at, true) : (at - now, false);
        var (count, unit) = span switch
        {
            { TotalMinutes: < 1 } => (0, ""),
            { TotalHours: < 1 } => ((int)span.TotalMinutes, "minute"),
            { TotalDays: < 1 } => ((int)span.TotalHours, "hour"),
            { TotalDays: < 60 } => ((int)span.TotalDays, "day"),
            { TotalDays: < 730 } => ((int)(span.TotalDays / 30.44), "month"),
            _ => ((int)(span.TotalDays / 365.25), "year"),
        };
        return count == 0 ? "now" : $"{(isPast ? "" : "in ")}{count} {unit}{(count == 1 ? "" : "s")}{(isPast ? " ago" : "")}";
    }

    /// <summary>A sum of money, or a count: in groups of three digits, also where a CRM keeps numbers as texts.</summary>
    public static string? Amount(JsonElement value) =>
        Of(value) is { } text && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? Grouped(number) : Of(value);

    /// <summary>Whole numbers stay as they are: most of them are numbers of something.</summary>
    private static string Number(JsonElement value) =>
        value.GetRawText() is var raw && raw.Contains('.', StringComparison.Ordinal) && value.TryGetDecimal(out var number) ? Grouped(number) : raw;

    private static string Grouped(decimal number) => number.ToString(decimal.Truncate(number) == number ? "#,0" : "#,0.00##", CultureInfo.InvariantCulture);

    /// <summary>Never within a character of two halves.</summary>
    private static string? Cut(string text, int longest) => text.Length == 0 ? null
        : text.Length <= longest ? text
        : $"{text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)]}…";
}
