namespace CrmEnrichment.Journal.Collecting;

/// <summary>A text, and when an event said it. Which of two stands does not depend on which came first.</summary>
internal sealed record Said(string Text, DateTimeOffset At)
{
    public static Said? Of(string? text, DateTimeOffset at) => string.IsNullOrEmpty(text) ? null : new(text, at);

    /// <summary>For what an interaction begins with, such as its number.</summary>
    public static Said? Earliest(Said? one, Said? other) => one is null || (other is not null && Compare(other, one) < 0) ? other : one;

    /// <summary>For what people may correct, such as a wrap-up.</summary>
    public static Said? Latest(Said? one, Said? other) => one is null || (other is not null && Compare(other, one) > 0) ? other : one;

    private static int Compare(Said one, Said other) => one.At != other.At ? one.At.CompareTo(other.At) : string.CompareOrdinal(one.Text, other.Text);

    // It may be a number.
    public override string ToString() => $"said at {At:O}";
}
