namespace CrmEnrichment.Deadlines;

/// <summary>When the work at hand must be done. It flows with the async context, as <see cref="System.Diagnostics.Activity"/> does.</summary>
/// <remarks>A cancellation token says that time is up, not how much is left; a retry has to know before it waits.</remarks>
public sealed class Deadline : IDisposable
{
    private static readonly AsyncLocal<Deadline?> s_current = new();

    private readonly Deadline? _outer = s_current.Value;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _at;

    private Deadline(TimeSpan budget, TimeProvider time)
    {
        _time = time;
        _at = time.GetUtcNow() + budget;
    }

    /// <summary>The time left, never negative; without a deadline, as good as endless.</summary>
    public static TimeSpan Left => s_current.Value is { } d
        ? TimeSpan.FromTicks(Math.Max(0, (d._at - d._time.GetUtcNow()).Ticks))
        : TimeSpan.MaxValue;

    /// <summary>What is left, and never more than this.</summary>
    public static TimeSpan AtMost(TimeSpan most) => Left is var left && left < most ? left : most;

    /// <summary>Sets the deadline for the calls made until it is disposed; an outer, earlier one stays in force.</summary>
    /// <remarks>For work that also has to be cancelled when time is up, start a <see cref="TimeLimit"/>.</remarks>
    public static Deadline Start(TimeSpan budget, TimeProvider time) => StartOwn(AtMost(budget), time);

    /// <summary>As <see cref="Start"/>, but an outer deadline is out of force until it is disposed.</summary>
    internal static Deadline StartOwn(TimeSpan budget, TimeProvider time) => s_current.Value = new Deadline(budget, time);

    public void Dispose() => s_current.Value = _outer;
}
