namespace CrmEnrichment.Deadlines;

/// <summary>Ends work after a given time, or with the <see cref="Deadline"/> that is in force, whichever comes first.</summary>
/// <remarks>
/// <code>
/// using var limit = TimeLimit.Start(TimeSpan.FromSeconds(2), time, ct);
/// try { return await limit.RunAsync(token => store.GetAsync(key, token)); }
/// catch (OperationCanceledException) when (limit.IsOver) { return null; }
/// </code>
/// The calls made until it is disposed see its end as their own <see cref="Deadline"/>.
/// </remarks>
public sealed class TimeLimit : IDisposable
{
    /// <summary>Far longer than any invocation, and short enough for a timer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;
    private readonly Deadline _deadline;
    private volatile bool _isOver;

    private TimeLimit(TimeSpan length, TimeProvider time, Deadline deadline, CancellationToken caller)
    {
        (Length, _deadline) = (length, deadline);
        _timer = new CancellationTokenSource(length, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);

        // The latest registration is called first, so that this is known before the work sees its token cancelled.
        _timer.Token.UnsafeRegister(_ => _isOver = !caller.IsCancellationRequested, null);
    }

    /// <summary>The time that the work got, from zero to <see cref="Longest"/>.</summary>
    public TimeSpan Length { get; }

    /// <summary>Cancelled when the limit is over, or by the caller.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>Whether the limit ended the work: false when the caller cancelled before.</summary>
    public bool IsOver => _isOver;

    /// <param name="most">The longest time to give. When it is zero or less, the token is cancelled at once.</param>
    /// <param name="time">Now.</param>
    /// <param name="ct">The caller's token.</param>
    public static TimeLimit Start(TimeSpan most, TimeProvider time, CancellationToken ct = default) => Start(most, TimeSpan.Zero, time, ct);

    /// <param name="most">The longest time to give. When it is zero or less, the token is cancelled at once.</param>
    /// <param name="slack">
    /// How much later than the token the work's own deadline is. Without it, a request that hangs and this limit end at the same moment,
    /// and either of them may be reported.
    /// </param>
    /// <param name="time">Now.</param>
    /// <param name="ct">The caller's token.</param>
    public static TimeLimit Start(TimeSpan most, TimeSpan slack, TimeProvider time, CancellationToken ct = default)
    {
        var length = Within(Deadline.AtMost(most));
        return new(length, time, Deadline.Start(length + slack, time), ct);
    }

    /// <summary>For work that belongs to no caller: it has all of its time even when the deadline in force is near or past.</summary>
    public static TimeLimit StartOwn(TimeSpan most, TimeProvider time)
    {
        var length = Within(most);
        return new(length, time, Deadline.StartOwn(length, time), CancellationToken.None);
    }

    /// <summary>Runs work that ends in time even if it ignores its token; then it goes on unobserved.</summary>
    /// <exception cref="OperationCanceledException">The time is over (<see cref="IsOver"/>), or the caller cancelled.</exception>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work) => work(Token).WaitAsync(Token);

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<CancellationToken, Task> work) => work(Token).WaitAsync(Token);

    public void Dispose()
    {
        _deadline.Dispose();
        _either.Dispose();
        _timer.Dispose();
    }

    private static TimeSpan Within(TimeSpan length) => length < TimeSpan.Zero ? TimeSpan.Zero : length > Longest ? Longest : length;
}
