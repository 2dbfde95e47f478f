using System.Collections.Concurrent;
using CrmEnrichment.Local.Sqs;

namespace CrmEnrichment.Local.Lambda;

/// <summary>A deployed function: invoked as AWS would, on processes that are started when needed and reused while they live.</summary>
public sealed class Function : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly Activity _activity;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentStack<ExecutionEnvironment> _idle = new();
    private readonly ConcurrentDictionary<ExecutionEnvironment, bool> _all = new();
    private readonly ConcurrentDictionary<Task, bool> _accepted = new();

    internal Function(FunctionDefinition definition, TimeProvider time, Activity? activity = null)
    {
        (Definition, _time, _activity) = (definition, time, activity ?? new Activity());
        _slots = new SemaphoreSlim(definition.MaxConcurrency);
    }

    public FunctionDefinition Definition { get; }

    /// <summary>The processes that run now, busy or waiting.</summary>
    public IReadOnlyCollection<ExecutionEnvironment> Environments => [.. _all.Keys];

    /// <summary>Synchronous invocation: one attempt, and the caller gets what came of it.</summary>
    public Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload, CancellationToken ct = default) =>
        AttemptAsync(Guid.NewGuid().ToString(), payload, ct);

    /// <summary>
    /// Asynchronous invocation, waited for to its end: a failed attempt is repeated twice with the same request id, then the event goes
    /// to the on-failure queue.
    /// </summary>
    public Task<EventOutcome> InvokeEventAsync(ReadOnlyMemory<byte> payload, CancellationToken ct = default) =>
        DeliverAsync(Guid.NewGuid().ToString(), payload, ct);

    /// <summary>Asynchronous invocation as a client sees it: accepted, and that is all.</summary>
    /// <returns>The request id.</returns>
    public string Accept(ReadOnlyMemory<byte> payload)
    {
        var requestId = Guid.NewGuid().ToString();
        var delivery = DeliverAsync(requestId, payload, _closing.Token);
        _accepted[delivery] = true;
        _ = delivery.ContinueWith(done => _accepted.TryRemove(done, out _), TaskScheduler.Default);
        return requestId;
    }

    /// <summary>Ends every process as kill -9 would. Invocations in flight fail with Runtime.ExitError.</summary>
    public void Kill()
    {
        foreach (var environment in _all.Keys)
        {
            environment.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_accepted.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var environment in _all.Keys)
        {
            await environment.DisposeAsync();
        }

        _slots.Dispose();
        _closing.Dispose();
    }

    private async Task<EventOutcome> DeliverAsync(string requestId, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        RefuseAbove(RuntimeApi.EventLimit, payload);
        var attempts = new List<InvocationResult> { await AttemptAsync(requestId, payload, ct) };
        foreach (var delay in Definition.RetryDelays)
        {
            if (attempts[^1].Succeeded)
            {
                break;
            }

            _activity.Watch?.Waits(requestId, delay);
            await Task.Delay(delay, _time, ct);
            attempts.Add(await AttemptAsync(requestId, payload, ct));
        }

        if (attempts[^1].Succeeded || Definition.OnFailure is not { } queue)
        {
            return new EventOutcome(requestId, attempts, SentToDestination: false, DestinationFailure: null);
        }

        var record = OnFailureRecord.Write(Definition, payload, attempts, _time.GetUtcNow());
        var failure = Send(queue, record);
        if (failure is null)
        {
            _activity.Watch?.Kept(requestId, record);
        }

        return new EventOutcome(requestId, attempts, failure is null, failure);
    }

    private async Task<InvocationResult> AttemptAsync(string requestId, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        RefuseAbove(RuntimeApi.PayloadLimit, payload);
        await _slots.WaitAsync(ct);
        try
        {
            while (true)
            {
                var environment = await TakeAsync();
                var result = await RunAsync(environment, requestId, payload, ct);
                if (result is not null)
                {
                    _activity.Ended?.Invoke(Definition, payload, result);
                    return result;
                }
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    private static void RefuseAbove(int limit, ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > limit)
        {
            throw new ArgumentException($"Lambda takes at most {limit} bytes, this payload has {payload.Length}.", nameof(payload));
        }
    }

    private async Task<InvocationResult?> RunAsync(ExecutionEnvironment environment, string requestId, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        var attempt = new Attempt(Definition, requestId, payload, environment.ProcessId);
        InvocationResult? result = null;
        _activity.Watch?.Began(attempt);
        try
        {
            result = await environment.RunAsync(requestId, payload, ct);
            return result;
        }
        finally
        {
            _activity.Watch?.Ended(attempt, result);
            if (environment.IsUsable)
            {
                _idle.Push(environment);
            }
            else
            {
                await RetireAsync(environment);
            }
        }
    }

    private async Task<ExecutionEnvironment> TakeAsync()
    {
        while (_idle.TryPop(out var warm))
        {
            if (warm.IsUsable)
            {
                return warm;
            }

            await RetireAsync(warm);
        }

        var cold = await ExecutionEnvironment.StartAsync(Definition, _time, _activity);
        _all[cold] = true;
        return cold;
    }

    private ValueTask RetireAsync(ExecutionEnvironment environment) =>
        _all.TryRemove(environment, out _) ? environment.DisposeAsync() : ValueTask.CompletedTask;

    /// <returns>Why the queue did not take it: an event near the limit outgrows it once it is wrapped.</returns>
    private static string? Send(Queue queue, string record)
    {
        if (MessageSize.Of(record, null) > queue.Settings.MaximumMessageSize)
        {
            return $"The record is larger than the {queue.Settings.MaximumMessageSize} bytes that {queue.Name} takes.";
        }

        queue.Send(record);
        return null;
    }
}
