using MySqlConnector;

namespace CrmEnrichment.StandIns.MySql.Sessions;

/// <summary>Ends a command that takes too long, or that its caller does not wait for any more.</summary>
/// <remarks>
/// A connection that is merely closed leaves the server at work, and who asks again piles more on it. So the server is told first, over a
/// connection of its own (<c>KILL QUERY</c>), and its answer awaited for as long as the connection string says; then the connection is
/// closed. The session is not used again either way: the order may come late, and would end whatever runs on it then.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    private readonly Session _session;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly CancellationTokenRegistration _onTimeout;
    private readonly CancellationTokenRegistration _onCaller;
    private int _interrupted;

    /// <param name="seconds">The command's limit; 0 for none.</param>
    public Interruption(Session session, int seconds, CancellationToken caller)
    {
        (_session, _caller) = (session, caller);
        _timeout = new(seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds));
        _onTimeout = _timeout.Token.UnsafeRegister(static state => ((Interruption)state!).Interrupt(), this);
        _onCaller = caller.UnsafeRegister(static state => ((Interruption)state!).Interrupt(), this);
    }

    /// <summary>Ends the reading, and with it the connection.</summary>
    public CancellationToken GiveUp => _giveUp.Token;

    /// <summary>Runs a part of a command under its limits.</summary>
    /// <exception cref="OperationCanceledException">The caller has cancelled it.</exception>
    /// <exception cref="MySqlException">With <see cref="MySqlErrorCode.CommandTimeoutExpired"/>, or what the server says.</exception>
    public static async Task<T> GuardAsync<T>(Session session, int seconds, Func<CancellationToken, Task<T>> part, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var interruption = new Interruption(session, seconds, ct);
        Exception? cause = null;
        try
        {
            var result = await part(interruption.GiveUp);
            if (interruption._interrupted == 0)
            {
                return result;
            }

            // SLEEP and the like answer as if nothing had happened.
        }
        catch (Exception e) when (interruption._interrupted != 0 && e is OperationCanceledException or MySqlException { ErrorCode: MySqlErrorCode.QueryInterrupted or MySqlErrorCode.None })
        {
            cause = e;
        }

        throw ct.IsCancellationRequested
            ? new OperationCanceledException("The command was cancelled.", cause, ct)
            : new MySqlException(MySqlErrorCode.CommandTimeoutExpired, "The Command Timeout expired before the operation completed.", cause);
    }

    public void Dispose()
    {
        // Waits for an interruption that is just beginning.
        _onTimeout.Dispose();
        _onCaller.Dispose();
        _timeout.Dispose();
        _giveUp.Dispose();
    }

    private void Interrupt()
    {
        if (Interlocked.Exchange(ref _interrupted, 1) != 0)
        {
            return;
        }

        _session.Exchange.Doom();
        switch (_session.Settings.CancellationTimeoutSeconds)
        {
            case < 0:
                _giveUp.Cancel();
                return;
            case > 0 and var seconds:
                _giveUp.CancelAfter(TimeSpan.FromSeconds(seconds));
                break;
        }

        // The answer to the command itself tells whether it helped.
        _ = KillQueryAsync(_session);
    }

    private static async Task KillQueryAsync(Session session)
    {
        var settings = session.Settings;
        using var limit = new CancellationTokenSource(settings.CancellationTimeoutSeconds > 0 ? TimeSpan.FromSeconds(settings.CancellationTimeoutSeconds) : settings.ConnectionTimeout);
        try
        {
            await using var second = await Session.ConnectAsync(settings, session.EndPoint, limit.Token);
            await second.QueryAsync($"KILL QUERY {session.ThreadId}", limit.Token);
        }
        catch (Exception e) when (e is MySqlException or OperationCanceledException)
        {
            // Then the connection is closed when its time is up.
        }
    }
}
