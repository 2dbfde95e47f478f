namespace CrmEnrichment.Replay;

/// <summary>When the next letter may begin, so that a replay stays below the rate limits of its upstreams.</summary>
/// <remarks>
/// Genesys takes 300 requests a minute and token (docs/contracts.md), and a letter needs up to two. Where no rate is asked for, twenty
/// letters may begin at once and two more each second: 140 letters in any minute, 280 requests.
/// </remarks>
public sealed class ReplayRate
{
    /// <summary>Letters a second.</summary>
    public const double Slowest = 0.1;

    /// <summary>Letters a second.</summary>
    public const double Fastest = 1000;

    private const double DefaultRate = 2;
    private const int DefaultAtOnce = 20;

    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _ahead;
    private TimeSpan _due;

    /// <param name="rate">Letters a second, each apart from the next; null: what Genesys takes.</param>
    /// <param name="time">Measures and waits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0.1 to 1000.</exception>
    public ReplayRate(double? rate, TimeProvider time)
    {
        if (rate is not (null or >= Slowest and <= Fastest))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), $"rate is {rate}: give letters a second, from {Slowest} to {Fastest}, or leave it out.");
        }

        (_time, _started) = (time, time.GetTimestamp());
        _interval = TimeSpan.FromTicks((long)Math.Ceiling(TimeSpan.TicksPerSecond / (rate ?? DefaultRate)));
        _ahead = rate is null ? (DefaultAtOnce - 1) * _interval : TimeSpan.Zero;
    }

    /// <summary>Until a letter may begin; zero or less is now.</summary>
    public TimeSpan UntilNext => _due - _ahead - Elapsed;

    private TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Waits until a letter may begin, and counts it as begun.</summary>
    public async Task NextAsync(CancellationToken ct)
    {
        if (UntilNext is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, _time, ct);
        }

        _due = TimeSpan.FromTicks(Math.Max(_due.Ticks, Elapsed.Ticks)) + _interval;
    }
}
