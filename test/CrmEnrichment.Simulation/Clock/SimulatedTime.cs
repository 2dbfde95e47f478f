namespace CrmEnrichment.Simulation.Clock;

/// <summary>A clock that jumps to the next timer as soon as nothing is left to do at the present moment.</summary>
/// <remarks>
/// The product starts work on the thread pool in places (a shared fetch of a token). So the loop is itself a piece of work of a pool that has one
/// thread: while it runs, nothing else does, and what waits in the pool runs before the clock moves. That makes the order of things a matter of the
/// timers alone, and a run with the same seed gives the same figures.
/// </remarks>
internal sealed class SimulatedTime : TimeProvider, IThreadPoolWorkItem
{
    private readonly PriorityQueue<SimulatedTimer, (long Due, long Number)> _timers = new();
    private TaskCompletionSource? _ended;
    private Exception? _failure;
    private long _now = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero).UtcTicks;
    private long _until;
    private long _number;
    private int _stopped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(_now, TimeSpan.Zero);

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Does something later. Nobody can take it back.</summary>
    public void After(TimeSpan wait, Action what) => CreateTimer(static state => ((Action)state!)(), what, wait, Timeout.InfiniteTimeSpan);

    /// <summary>Ends the run with this failure: a model or a product that throws where nobody waits must not pass for one that works.</summary>
    public void Fail(Exception failure) => _failure ??= failure;

    /// <summary>Runs work that nobody waits for.</summary>
    public void Run(Func<Task> work) => _ = GuardAsync(work);

    /// <summary>Goes on until this moment.</summary>
    public Task RunUntilAsync(DateTimeOffset end)
    {
        ThreadPool.GetMaxThreads(out var threads, out _);
        if (threads != 1)
        {
            throw new InvalidOperationException($"The thread pool may have {threads} threads, and the simulation needs one: set System.Threading.ThreadPool.MaxThreads to 1 in runtimeconfig.json.");
        }

        _until = end.UtcTicks;
        _ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return _ended.Task;
    }

    /// <summary>One turn: fires timers as long as no work waits, and comes again after what waits.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        while (ThreadPool.PendingWorkItemCount == 0)
        {
            if (_failure is { } failure)
            {
                _ended!.SetException(failure);
                return;
            }

            if (!_timers.TryPeek(out _, out var next) || next.Due > _until)
            {
                _now = _until;
                _ended!.SetResult();
                return;
            }

            var timer = _timers.Dequeue();
            if (!timer.IsDueAt(next))
            {
                _stopped--;
                continue;
            }

            _now = Math.Max(_now, next.Due);
            timer.Fire();
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    /// <summary>A limit that is not reached leaves its timer in the queue: when most are such, they are thrown out together.</summary>
    private void Forget()
    {
        if (++_stopped < 10_000 || _stopped < _timers.Count / 2)
        {
            return;
        }

        var alive = _timers.UnorderedItems.Where(entry => entry.Element.IsDueAt(entry.Priority)).ToList();
        _timers.Clear();
        _timers.EnqueueRange(alive);
        _stopped = 0;
    }

    private sealed class SimulatedTimer(SimulatedTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimerCallback? _callback = callback;
        private object? _state = state;
        private TimeSpan _period;
        private (long Due, long Number)? _next;

        public bool IsDueAt((long Due, long Number) when) => _next == when;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Stop();
            if (_callback is null)
            {
                return false;
            }

            _period = period;
            if (dueTime >= TimeSpan.Zero)
            {
                _next = (time._now + dueTime.Ticks, ++time._number);
                time._timers.Enqueue(this, _next.Value);
            }

            return true;
        }

        public void Fire()
        {
            _next = null;
            if (_period > TimeSpan.Zero)
            {
                Change(_period, _period);
            }

            _callback!(_state);
        }

        public void Dispose()
        {
            Stop();
            (_callback, _state) = (null, null);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Stop()
        {
            if (_next is not null)
            {
                _next = null;
                time.Forget();
            }
        }
    }
}
