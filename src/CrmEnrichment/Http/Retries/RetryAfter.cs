using System.Globalization;
using System.Net.Http.Headers;

namespace CrmEnrichment.Http.Retries;

/// <summary>The <c>Retry-After</c> header (RFC 9110, 10.2.3): seconds or a date.</summary>
internal static class RetryAfter
{
    /// <summary>A longer wait is cut to this, so that dates stay in range.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <returns>The wait, from zero (a date gone by) to <see cref="Longest"/>; null without the header, or when it cannot be read.</returns>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.NonValidated.TryGetValues("Retry-After", out var values))
        {
            return null;
        }

        var text = values.First().Trim();
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            // Read here: the framework refuses seconds beyond 32 bits, which mean "very long".
            return double.Parse(text, CultureInfo.InvariantCulture) is var seconds && seconds < Longest.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : Longest;
        }

        return RetryConditionHeaderValue.TryParse(text, out var header) && header.Date is { } date ? Within(date - now) : null;
    }

    private static TimeSpan Within(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
}
