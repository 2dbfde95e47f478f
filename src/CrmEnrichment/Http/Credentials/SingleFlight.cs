using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Http.Credentials;

/// <summary>Lets any number of callers share one fetch of an upstream's credentials.</summary>
/// <remarks>
/// The work belongs to no caller: it runs without the first caller's token, so that a caller that gives up does not cancel it for the others,
/// and without its async context, or the first caller's <see cref="Deadline"/> would end what other callers, with more time, wait for. The
/// work sets its own limit; each caller waits as long as it has time. Nothing is kept: the next caller after a failure starts a new fetch.
/// </remarks>
internal sealed class SingleFlight<T>(string upstream, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task<T>? _flight;

    /// <param name="work">Checks first whether the result is there already: a caller may come just after the last fetch has ended.</param>
    /// <param name="ct">Ends the waiting, not the work.</param>
    public async Task<T> RunAsync(Func<Task<T>> work, CancellationToken ct)
    {
        var (flight, joined) = Board(work);
        using var limit = TimeLimit.Start(TimeLimit.Longest, time, ct);
        try
        {
            try
            {
                return await flight.WaitAsync(limit.Token);
            }
            catch (UpstreamException e) when (joined && e.Fault is UpstreamFault.Unavailable && !limit.Token.IsCancellationRequested)
            {
                // It had begun before this caller came, perhaps with the process: what it used up, or lost while the process was frozen, was not this caller's.
                return await Board(work).Flight.WaitAsync(limit.Token);
            }
        }
        catch (OperationCanceledException e) when (limit.IsOver)
        {
            throw new UpstreamException(upstream, UpstreamFault.Unavailable, $"{upstream}: the credentials could not be fetched in the time left.", inner: e) { IsTimeout = true };
        }
    }

    private (Task<T> Flight, bool Joined) Board(Func<Task<T>> work)
    {
        lock (_lock)
        {
            var joined = _flight is not null;
            return (_flight ??= Start(work), joined);
        }
    }

    private Task<T> Start(Func<Task<T>> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            var flight = Task.Run(() => FlyAsync(work));
            // When all callers have given up, nothing else observes its exception.
            _ = flight.ContinueWith(static f => f.Exception, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously);
            return flight;
        }
    }

    private async Task<T> FlyAsync(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        finally
        {
            lock (_lock)
            {
                _flight = null;
            }
        }
    }
}
