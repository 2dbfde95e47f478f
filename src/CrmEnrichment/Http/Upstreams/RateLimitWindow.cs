namespace CrmEnrichment.Http.Upstreams;

/// <summary>What an answer says of its upstream's rate limit: so many requests of so many, until then.</summary>
/// <param name="Used">Requests that count against the limit so far.</param>
/// <param name="Allowed">More than zero.</param>
/// <param name="ResetsAt">When the count starts again. Null where the upstream does not say: then there is nothing to wait for.</param>
public sealed record RateLimitWindow(long Used, long Allowed, DateTimeOffset? ResetsAt)
{
    /// <summary>The longest reset that readers accept, in seconds. A header that says more is taken for an error: otherwise every request would wait for it.</summary>
    internal const int LongestSeconds = 3_600;

    /// <summary>The reset is in whole seconds and counts from the answer's arrival, so that it differs a little between answers of one window.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(5);

    /// <summary>What is left, from 0 to 100: a percentage can be compared between upstreams, a count cannot.</summary>
    internal double HeadroomPercent => Math.Max(0, 100.0 * (Allowed - Used) / Allowed);

    /// <summary>How long to wait before the next request.</summary>
    internal TimeSpan Wait(DateTimeOffset now) => Used >= Allowed && ResetsAt is { } reset && now < reset ? reset - now : TimeSpan.Zero;

    /// <summary>One more request is on its way: the upstream has not counted it yet.</summary>
    internal RateLimitWindow Take() => this with { Used = Used == long.MaxValue ? Used : Used + 1 };

    /// <summary>This window with what an answer says of it, or the next window.</summary>
    /// <remarks>Answers overtake each other: within a window the highest count holds.</remarks>
    internal RateLimitWindow Learn(RateLimitWindow answer, DateTimeOffset now) =>
        now >= ResetsAt || answer.ResetsAt > ResetsAt + s_slack ? answer : answer with { Used = Math.Max(Used, answer.Used) };
}
