using System.Globalization;
using System.Net.Http.Headers;

namespace CrmEnrichment.Http.RateLimits;

/// <summary>What an upstream tells about its rate limit: so many requests of so many, until then.</summary>
/// <remarks>Genesys Cloud's <c>inin-ratelimit-count</c>, <c>-allowed</c> and <c>-reset</c> (seconds).</remarks>
internal sealed record RateLimitWindow(int Used, int Allowed, DateTimeOffset ResetsAt)
{
    /// <summary>The windows we know last a minute; a header that says hours is garbage, and would keep everybody waiting.</summary>
    private const int LongestSeconds = 3_600;

    /// <summary>The reset comes in whole seconds and late by the way of the answer, so that one window's resets differ by a little.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(5);

    /// <summary>What is left, from 0 to 100: limits differ from upstream to upstream, and how near the end is does not.</summary>
    public double HeadroomPercent => Math.Max(0, 100.0 * (Allowed - Used) / Allowed);

    /// <returns>Null unless all three headers are there and make sense.</returns>
    public static RateLimitWindow? Read(HttpResponseHeaders headers, DateTimeOffset now) =>
        Number(headers, "inin-ratelimit-count") is { } used
        && Number(headers, "inin-ratelimit-allowed") is > 0 and { } allowed
        && Number(headers, "inin-ratelimit-reset") is <= LongestSeconds and { } seconds
            ? new(used, allowed, now.AddSeconds(seconds))
            : null;

    /// <summary>How long to wait before the next request.</summary>
    public TimeSpan Wait(DateTimeOffset now) => Used >= Allowed && now < ResetsAt ? ResetsAt - now : TimeSpan.Zero;

    /// <summary>One more request is on its way: the upstream has not counted it yet.</summary>
    public RateLimitWindow Take() => this with { Used = Used == int.MaxValue ? Used : Used + 1 };

    /// <summary>This window after an answer told of it, or the one that came after it.</summary>
    /// <remarks>Answers overtake each other: within a window the highest count holds.</remarks>
    public RateLimitWindow Learn(RateLimitWindow told, DateTimeOffset now) =>
        now >= ResetsAt || told.ResetsAt > ResetsAt + s_slack ? told : told with { Used = Math.Max(Used, told.Used) };

    private static int? Number(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
