namespace CrmEnrichment.Tests;

/// <summary>A clock that moves only when told to.</summary>
/// <remarks>
/// With <see cref="WaitsPassAtOnce"/> a wait (<c>Task.Delay</c>) is over as soon as it is asked for, and the clock has moved by it. A
/// time-out (a <see cref="CancellationTokenSource"/> with a delay, <c>Task.WaitAsync</c>) is not a wait: it fires only when the clock
/// gets there, since some wait or the other side took that long. So nothing sleeps, and every wait asked for can be read from <see cref="Waits"/>.
/// </remarks>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<TimeSpan> _waits = [];
    private DateTimeOffset _now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public bool WaitsPassAtOnce { get; set; }

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
            {
                return [.. _waits];
            }
        }
    }

    /// <summary>When the timers that have not fired are due: a test that knows what the other side waits for moves the clock only then.</summary>
    public IReadOnlyList<DateTimeOffset> Pending
    {
        get
        {
            lock (_lock)
            {
                return [.. _timers.Select(timer => timer.Due)];
            }
        }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Moves the clock to where the next timer fires.</summary>
    public void AdvanceToNextTimer()
    {
        DateTimeOffset due;
        lock (_lock)
        {
            due = _timers.Count > 0 ? _timers.Min(t => t.Due) : throw new InvalidOperationException("Nobody waits for anything: this would hang.");
        }

        AdvanceTo(due);
    }

    private void AdvanceTo(DateTimeOffset target)
    {
        while (true)
        {
            ManualTimer? next;
            lock (_lock)
            {
                next = _timers.Where(t => t.Due <= target).MinBy(t => t.Due);
                _now = next is null ? Later(_now, target) : Later(_now, next.Due);
                if (next is not null)
                {
                    _timers.Remove(next);
                }
            }

            if (next is null)
            {
                return;
            }

            next.Fire();
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            // The timer of Task.Delay has its task for a state, that of WaitAsync a generic one, that of a time-out its token source.
            var isWait = state is Task && !state.GetType().IsGenericType;
            lock (time._lock)
            {
                time._timers.Remove(this);
                _period = period;
                if (dueTime < TimeSpan.Zero)
                {
                    return true;
                }

                Due = time._now + dueTime;
                time._timers.Add(this);
                if (isWait)
                {
                    time._waits.Add(dueTime);
                }
            }

            if (isWait && time.WaitsPassAtOnce)
            {
                time.AdvanceTo(Due);
            }

            return true;
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
            {
                Change(_period, _period);
            }

            callback(state);
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
