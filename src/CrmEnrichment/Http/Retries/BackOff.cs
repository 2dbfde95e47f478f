using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.Retries;

/// <summary>How long to wait before trying again: a limit that doubles, and a random part of it.</summary>
internal static class BackOff
{
    /// <summary>The wait after the attempt, counted from 0: between half and all of the limit, so that a retry never comes at once, and callers do not retry all together.</summary>
    public static TimeSpan Delay(int attempt, HttpOptions options, Random random)
    {
        var limit = Limit(attempt, options);
        return (limit / 2) + (limit / 2 * random.NextDouble());
    }

    /// <summary>Added to a wait that the upstream asked for, so that its callers do not all come back at once.</summary>
    public static TimeSpan Jitter(HttpOptions options, Random random) => TimeSpan.FromMilliseconds(options.BackOffBaseMs * random.NextDouble());

    public static TimeSpan Limit(int attempt, HttpOptions options) =>
        TimeSpan.FromMilliseconds(Math.Min(options.BackOffMaxMs, options.BackOffBaseMs * Math.Pow(2, Math.Max(0, attempt))));
}
