namespace CrmEnrichment.Leads;

/// <summary>One call after the other, with a pause between: a thousand new leads must not slow down the dialler's database for the agents.</summary>
internal sealed class CallSpacing(TimeSpan pause, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long? _endedAt;

    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_endedAt is { } endedAt && pause - time.GetElapsedTime(endedAt) is { Ticks: > 0 } left)
            {
                await Task.Delay(left, time, ct);
            }

            return await call();
        }
        finally
        {
            _endedAt = time.GetTimestamp();
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
