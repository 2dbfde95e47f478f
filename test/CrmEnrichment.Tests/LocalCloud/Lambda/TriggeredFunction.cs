using System.Text.Json;
using System.Threading.Channels;
using CrmEnrichment.Local.Lambda.EventSources;
using CrmEnrichment.Local.Sqs;
using LocalFunctions = CrmEnrichment.Local.Lambda.Functions;

namespace CrmEnrichment.Tests.LocalCloud.Lambda;

/// <summary>A queue, and a function that it triggers; the test answers each invocation. Time moves only when the test says so.</summary>
internal sealed class TriggeredFunction : IAsyncDisposable
{
    /// <summary>Unlike any other time that somebody waits for here.</summary>
    public static readonly TimeSpan Visibility = TimeSpan.FromSeconds(45);

    private readonly Channel<TriggeredInvocation> _taken = Channel.CreateUnbounded<TriggeredInvocation>();
    private readonly LocalFunctions _functions;

    private TriggeredFunction(LocalFunctions functions, Queues queues, Queue queue, ManualTime time) => (_functions, Queues, Queue, Time) = (functions, queues, queue, time);

    public ManualTime Time { get; }

    public Queues Queues { get; }

    public Queue Queue { get; }

    /// <summary>How many invocations have been taken, answered or not.</summary>
    public int Taken { get; private set; }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public static Task<TriggeredFunction> StartAsync(Func<EventSourceMapping, EventSourceMapping>? mapping = null) => StartAsync(_ => new QueueSettings(), mapping);

    public static async Task<TriggeredFunction> StartAsync(Func<Queues, QueueSettings> settings, Func<EventSourceMapping, EventSourceMapping>? mapping = null)
    {
        var time = new ManualTime();
        var queues = new Queues(time);
        var set = settings(queues) with { Visibility = Visibility };
        var queue = queues.Create(set.Fifo ? "work.fifo" : "work", set);
        var triggered = new TriggeredFunction(new LocalFunctions(time), queues, queue, time);
        await triggered._functions.DefineAsync(PlayedRuntime.Function(async runtime =>
        {
            while (true)
            {
                var invocation = new TriggeredInvocation(runtime, await runtime.NextAsync());
                await triggered._taken.Writer.WriteAsync(invocation);
                await invocation.Answered;
            }
        }));
        var plain = new EventSourceMapping { Queue = queue, Function = "Played", ReportBatchItemFailures = true };
        triggered._functions.Map(mapping?.Invoke(plain) ?? plain);
        return triggered;
    }

    /// <summary>Waits for the function to be invoked.</summary>
    public async Task<TriggeredInvocation> InvokedAsync()
    {
        var taken = await _taken.Reader.ReadAsync(Cancel);
        Taken++;
        return taken;
    }

    public bool IsInvoked => _taken.Reader.TryPeek(out _);

    /// <summary>Moves the clock to where the queue's poller waits for, not before it does.</summary>
    public async Task PassAsync(TimeSpan by)
    {
        var at = Time.GetUtcNow() + by;
        await UntilAsync(() => Time.Pending.Contains(at));
        Time.Advance(by);
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
            Cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>As kill -9.</summary>
    public void Kill() => _functions["Played"].Kill();

    public ValueTask DisposeAsync() => _functions.DisposeAsync();
}

/// <summary>One invocation that waits for its answer.</summary>
internal sealed class TriggeredInvocation(RuntimeConversation runtime, TakenInvocation taken)
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Answered => _answered.Task;

    public IReadOnlyList<JsonElement> Records { get; } = [.. JsonElement.Parse(taken.Payload).GetProperty(nameof(Records)).EnumerateArray()];

    public IEnumerable<string?> Bodies => Records.Select(record => record.GetProperty("body").GetString());

    public string? ReceiveCount => Records[0].GetProperty("attributes").GetProperty("ApproximateReceiveCount").GetString();

    public string Id(string body) => Records.Single(record => string.Equals(record.GetProperty("body").GetString(), body, StringComparison.Ordinal)).GetProperty("messageId").GetString()!;

    public async Task AnswerAsync(string json)
    {
        await runtime.RespondAsync(taken.RequestId, json);
        _answered.SetResult();
    }

    public Task HandledAsync() => AnswerAsync("""{"batchItemFailures":[]}""");

    /// <summary>These failed, by their bodies.</summary>
    public Task FailedAsync(params string[] bodies) =>
        AnswerAsync($$"""{"batchItemFailures":[{{string.Join(',', bodies.Select(body => $$"""{"itemIdentifier":"{{Id(body)}}"}"""))}}]}""");

    public async Task ThrowAsync()
    {
        await runtime.FailAsync(taken.RequestId, "SomeException");
        _answered.SetResult();
    }
}
