using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.Retries;

/// <summary>Whether to try again, and after how long.</summary>
internal static class RetryRule
{
    /// <summary>After the attempt, counted from 0, with so much time left for the work at hand.</summary>
    /// <returns>The wait, or null for no further attempt.</returns>
    public static TimeSpan? Wait(AttemptFailure end, bool repeatable, int attempt, TimeSpan left, HttpOptions options, Random random)
    {
        if (attempt >= options.MaxRetries || (end.ActedUpon && !repeatable))
        {
            return null;
        }

        var wait = end.RetryAfter is { } asked ? asked + BackOff.Jitter(options, random) : BackOff.Delay(attempt, options, random);
        return Fits(wait, left, options) ? wait : null;
    }

    public static bool Fits(TimeSpan wait, TimeSpan left, HttpOptions options) => wait <= left - TimeSpan.FromMilliseconds(options.LeastAttemptMs);
}
