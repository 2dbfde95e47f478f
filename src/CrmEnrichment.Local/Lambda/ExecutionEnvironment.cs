namespace CrmEnrichment.Local.Lambda;

/// <summary>One process with its Runtime API: started for one invocation, kept warm for the next.</summary>
public sealed class ExecutionEnvironment : IAsyncDisposable
{
    private readonly FunctionDefinition _function;
    private readonly RuntimeApi _api;
    private readonly IRuntimeProcess _process;
    private readonly TimeProvider _time;
    private readonly long _started;
    private InvocationLog _log;
    private bool _failed;

    private ExecutionEnvironment(FunctionDefinition function, RuntimeApi api, TimeProvider time, Activity activity)
    {
        (_function, _api, _time) = (function, api, time);
        _log = Startup;
        _started = time.GetTimestamp();
        _process = function.Start(new Launch(
            function.Executable, LambdaVariables.For(function, api.Authority, time.GetUtcNow()), Write));

        void Write(string line)
        {
            Volatile.Read(ref _log).Add(line);
            activity.Log(function.Name, line);
        }
    }

    public int ProcessId => _process.Id;

    /// <summary>What the process wrote before its first invocation.</summary>
    public InvocationLog Startup { get; } = new();

    internal bool IsUsable => !_failed && !_process.Exited.IsCompleted;

    /// <summary>As kill -9.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _api.DisposeAsync();
    }

    internal static async Task<ExecutionEnvironment> StartAsync(FunctionDefinition function, TimeProvider time, Activity activity)
    {
        var api = await RuntimeApi.StartAsync(function.SnapStart);
        return new ExecutionEnvironment(function, api, time, activity);
    }

    /// <returns>Null when the process ended between two invocations: this one was not begun and can go to another environment.</returns>
    internal async Task<InvocationResult?> RunAsync(string requestId, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        TimeSpan? init = null;
        if (Volatile.Read(ref _log) == Startup)
        {
            var failure = await InitialiseAsync(requestId, ct);
            init = _time.GetElapsedTime(_started);
            if (failure is not null)
            {
                _failed = true;
                return Result(requestId, failure, TimeSpan.Zero, init, Startup);
            }
        }

        var log = new InvocationLog();
        Volatile.Write(ref _log, log);
        var begun = _time.GetTimestamp();
        var invocation = new Invocation(requestId, payload, _time.GetUtcNow() + _function.Timeout, _function.Arn);
        _api.HandOver(invocation);
        var answer = await FirstAsync(invocation.Answer, _function.Timeout, () => RuntimeAnswer.TimedOut(requestId, _function.Timeout), requestId, ct);
        if (!invocation.Taken && init is null && _process.Exited.IsCompleted)
        {
            return null;
        }

        return Result(requestId, answer!, _time.GetElapsedTime(begun), init, log);
    }

    /// <returns>The error object when the runtime did not come up.</returns>
    private Task<RuntimeAnswer?> InitialiseAsync(string requestId, CancellationToken ct) =>
        FirstAsync(_api.Initialised, _function.InitTimeout, () => RuntimeAnswer.TimedOut(requestId, _function.InitTimeout), requestId, ct);

    /// <summary>What comes first: the answer, the end of the process, or the end of the time it has.</summary>
    private async Task<RuntimeAnswer?> FirstAsync(
        Task<RuntimeAnswer?> answer, TimeSpan limit, Func<RuntimeAnswer> late, string requestId, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var alarm = Task.Delay(limit, _time, enough.Token);
        await Task.WhenAny(answer, _process.Exited, alarm);
        await enough.CancelAsync();

        if (answer.IsCompleted)
        {
            return await answer;
        }

        _failed = true;
        if (_process.Exited.IsCompleted)
        {
            return RuntimeAnswer.Exited(requestId, await _process.Exited);
        }

        Kill();
        ct.ThrowIfCancellationRequested();
        return late();
    }

    private InvocationResult Result(string requestId, RuntimeAnswer answer, TimeSpan duration, TimeSpan? init, InvocationLog log) =>
        new(requestId, answer.IsError ? "Unhandled" : null, answer.Payload, duration, init, log, _function.Version);
}
