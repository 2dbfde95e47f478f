namespace CrmEnrichment.Local.Loopback;

/// <summary>Wakes everybody who waits for a change. Take <see cref="Next"/> before looking, so that no change is missed.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = New();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise() => Interlocked.Exchange(ref _next, New()).SetResult();

    /// <summary>Looks now and after each change until <paramref name="look"/> finds something.</summary>
    public async Task<T> WhenAsync<T>(Func<T?> look, CancellationToken ct)
        where T : class
    {
        while (true)
        {
            var next = Next;
            if (look() is { } found)
            {
                return found;
            }

            await next.WaitAsync(ct);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
