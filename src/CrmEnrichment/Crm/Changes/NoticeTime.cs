using System.Globalization;

namespace CrmEnrichment.Crm.Changes;

/// <summary>The time that a sender signs with its notice: an old one may be somebody else's repetition.</summary>
internal static class NoticeTime
{
    /// <summary>Either way: clocks differ.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public const string TooOld = "The timestamp is more than 5 minutes away from our clock, or is none.";

    /// <summary>From here on a number counts milliseconds: as seconds it would be the year 5138.</summary>
    private const long LeastMilliseconds = 100_000_000_000;

    private const int MostDigits = 15;

    /// <summary>Seconds or milliseconds since 1970.</summary>
    public static bool IsNear(string text, DateTimeOffset now) =>
        text.Length <= MostDigits && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(now.ToUnixTimeMilliseconds() - (number >= LeastMilliseconds ? number : number * 1000)) <= (long)Window.TotalMilliseconds;

    /// <summary>Of a number in a body.</summary>
    /// <returns>Null for what is no time.</returns>
    public static DateTimeOffset? OfMilliseconds(long number) => number is > 0 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : null;
}
