using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HttpAttributes;

/// <summary>What stands in braces in a request: a field of the customer, or <c>now</c>, <c>now+30d</c>, <c>today</c>.</summary>
internal abstract partial record Placeholder
{
    private Placeholder()
    {
    }

    /// <returns>Null for what is no name.</returns>
    public static Placeholder? Parse(string name) => name switch
    {
        _ when Clock.Match(name) is { Success: true } clock => new OfClock(
            DayOnly: clock.Groups["at"].Value is "today",
            int.TryParse(clock.Groups["days"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) ? days : 0),
        _ when FieldName.IsMatch(name) => new OfCustomer(name),
        _ => null,
    };

    /// <returns>A text, a number or a boolean; null for a customer of whom it is not known.</returns>
    public abstract JsonElement? Find(IReadOnlyDictionary<string, JsonElement> known, DateTimeOffset now);

    /// <param name="Field">The customer's field.</param>
    public sealed record OfCustomer(string Field) : Placeholder
    {
        /// <summary>In characters: no id and no place is longer, and an address has an end.</summary>
        private const int Longest = 256;

        // No object: one that stands for an id is a query of its own in more than one database. And no empty text: for some, that is everybody.
        public override JsonElement? Find(IReadOnlyDictionary<string, JsonElement> known, DateTimeOffset now) =>
            !known.TryGetValue(Field, out var value) ? null
            : value.TryText(out var text) ? text.Length is > 0 and <= Longest ? value : null
            : value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False && value.GetRawText().Length <= Longest ? value
            : null;
    }

    /// <param name="DayOnly">The day in UTC, or the moment as JavaScript's <c>toISOString</c> writes it.</param>
    /// <param name="Days">From now.</param>
    public sealed record OfClock(bool DayOnly, int Days) : Placeholder
    {
        public override JsonElement? Find(IReadOnlyDictionary<string, JsonElement> known, DateTimeOffset now) =>
            JsonElement.Parse($"\"{now.UtcDateTime.AddDays(Days).ToString(DayOnly ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}\"");
    }

    [GeneratedRegex(@"\A(?<at>now|today)((?<days>[+-][0-9]{1,4})d)?\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Clock { get; }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]{0,63}\z", RegexOptions.None, 10_000)]
    private static partial Regex FieldName { get; }
}
