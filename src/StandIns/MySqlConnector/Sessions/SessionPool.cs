using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>The sessions of one data source: as many as allowed, the idle ones kept for the next who asks.</summary>
internal sealed class SessionPool(ConnectionSettings settings) : IDisposable, IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(settings.MaximumPoolSize, settings.MaximumPoolSize);
    private readonly Lock _lock = new();
    private readonly List<Session> _idle = [];
    private bool _closed;

    public ConnectionSettings Settings => settings;

    /// <summary>An idle session, reset, or a new one; waits for one that is given back when there are as many as allowed.</summary>
    /// <exception cref="MySqlException">None came within the connection timeout.</exception>
    public async Task<(Session Session, MySqlConnectionOpenedConditions Conditions)> RentAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(settings.ConnectionTimeout);
        try
        {
            await _free.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new MySqlException(MySqlErrorCode.UnableToConnectToHost, "Connect Timeout expired. All pooled connections are in use.", e);
        }

        var rented = false;
        try
        {
            var session = await TakeAsync(limit.Token);
            rented = true;
            return session;
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new MySqlException(MySqlErrorCode.UnableToConnectToHost, "Connect Timeout expired.", e);
        }
        finally
        {
            if (!rented)
            {
                _free.Release();
            }
        }
    }

    /// <summary>Takes a session back, if it is of further use; it must not wait for the network.</summary>
    public void Return(Session session)
    {
        session.Returned = TimeProvider.System.GetTimestamp();
        var keep = session.Exchange.IsReusable && !IsOver(session.Created, settings.ConnectionLifeTime);
        lock (_lock)
        {
            keep &= !_closed;
            if (keep)
            {
                _idle.Add(session);
            }
        }

        if (!keep)
        {
            session.Exchange.Close();
        }

        _free.Release();
    }

    /// <summary>Closes the idle ones without a word; the others are closed when they are given back.</summary>
    public void Dispose() => TakeAll().ForEach(session => session.Exchange.Close());

    public async ValueTask DisposeAsync()
    {
        foreach (var session in TakeAll())
        {
            await session.DisposeAsync();
        }
    }

    private List<Session> TakeAll()
    {
        lock (_lock)
        {
            _closed = true;
            List<Session> all = [.. _idle];
            _idle.Clear();
            return all;
        }
    }

    private async Task<(Session Session, MySqlConnectionOpenedConditions Conditions)> TakeAsync(CancellationToken ct)
    {
        foreach (var stale in TakeStale())
        {
            await stale.DisposeAsync();
        }

        while (TakeIdle() is { } session)
        {
            if (await session.TryResetAsync(ct))
            {
                return (session, MySqlConnectionOpenedConditions.Reset);
            }

            // A server that was restarted has closed them all; then the loop ends with a new one.
            session.Exchange.Close();
        }

        return (await Session.ConnectAsync(settings, at: null, ct), MySqlConnectionOpenedConditions.New);
    }

    private List<Session> TakeStale()
    {
        lock (_lock)
        {
            var stale = _idle.FindAll(session => IsOver(session.Returned, settings.ConnectionIdleTimeout));
            _idle.RemoveAll(stale.Contains);
            return stale;
        }
    }

    // The one that was used last, so that a pool that was large once can grow stale at its other end.
    private Session? TakeIdle()
    {
        lock (_lock)
        {
            var session = _idle.LastOrDefault();
            if (session is not null)
            {
                _idle.RemoveAt(_idle.Count - 1);
            }

            return session;
        }
    }

    private static bool IsOver(long since, TimeSpan limit) => limit > TimeSpan.Zero && TimeProvider.System.GetElapsedTime(since) > limit;
}
