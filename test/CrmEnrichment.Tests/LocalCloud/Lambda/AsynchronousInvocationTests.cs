using System.Text.Json;
using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Sqs;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Lambda;

public sealed class AsynchronousInvocationTests
{
    private static readonly byte[] s_event = "{\"a\":1}"u8.ToArray();

    private readonly ManualTime _time = new() { WaitsPassAtOnce = false };
    private readonly Queue _letters;

    public AsynchronousInvocationTests() => _letters = new Queues(_time).Create("letters");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_success_is_delivered_once()
    {
        await using var function = new Function(PlayedRuntime.Answering(_ => "{}") with { OnFailure = _letters }, _time);

        var outcome = await function.InvokeEventAsync(s_event, Cancel);

        outcome.Attempts.Count.ShouldBe(1);
        _letters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_is_repeated_after_one_and_two_minutes_under_the_same_request_id()
    {
        var taken = new List<(string RequestId, DateTimeOffset At)>();
        await using var function = new Function(Failing(2, taken), _time);

        var outcome = await PlayAsync(function);

        outcome.Succeeded.ShouldBeTrue();
        taken.Select(t => t.RequestId).Distinct(StringComparer.Ordinal).ShouldBe([outcome.RequestId]);
        taken.Select(t => t.At - taken[0].At).ShouldBe([TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3)]);
        _letters.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_three_failures_the_event_goes_wrapped_to_the_on_failure_queue()
    {
        await using var function = new Function(Failing(3, []), _time);

        var outcome = await PlayAsync(function);

        outcome.SentToDestination.ShouldBeTrue();
        var record = JsonElement.Parse(_letters.Bodies.ShouldHaveSingleItem());
        record.GetProperty("version").GetString().ShouldBe("1.0");
        record.GetProperty("timestamp").GetString().ShouldBe("2026-01-05T09:03:00.000Z");
        var context = record.GetProperty("requestContext");
        context.GetProperty("requestId").GetString().ShouldBe(outcome.RequestId);
        context.GetProperty("functionArn").GetString().ShouldBe("arn:aws:lambda:us-east-1:123456789012:function:Played:$LATEST");
        context.GetProperty("condition").GetString().ShouldBe("RetriesExhausted");
        context.GetProperty("approximateInvokeCount").GetInt32().ShouldBe(3);
        record.GetProperty("requestPayload").GetRawText().ShouldBe("{\"a\":1}");
        record.GetProperty("responseContext").GetProperty("functionError").GetString().ShouldBe("Unhandled");
        record.GetProperty("responsePayload").GetProperty("errorType").GetString().ShouldBe("SomeException");
    }

    [Fact]
    public async Task A_killed_process_is_a_failed_attempt()
    {
        var started = 0;
        Function? function = null;
        var definition = PlayedRuntime.Function(async runtime =>
        {
            var taken = await runtime.NextAsync();
            if (Interlocked.Increment(ref started) == 1)
            {
                function!.Kill();
                await new TaskCompletionSource().Task;
            }

            await runtime.RespondAsync(taken.RequestId, "{}");
        });
        await using (function = new Function(definition with { OnFailure = _letters }, _time))
        {
            var outcome = await PlayAsync(function);

            outcome.Attempts[0].ErrorMessage.ShouldBe($"RequestId: {outcome.RequestId} Error: Runtime exited with error: signal: killed");
            outcome.Succeeded.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task An_event_that_outgrows_the_queue_when_wrapped_is_reported_as_not_delivered()
    {
        await using var function = new Function(Failing(3, []), _time);

        var outcome = await PlayAsync(function, [(byte)'"', .. Enumerable.Repeat((byte)'x', 1024 * 1024 - 2), (byte)'"']);

        outcome.SentToDestination.ShouldBeFalse();
        outcome.DestinationFailure.ShouldNotBeNull().ShouldContain("1048576");
    }

    private FunctionDefinition Failing(int times, List<(string RequestId, DateTimeOffset At)> taken)
    {
        var failures = 0;
        return PlayedRuntime.Function(async runtime =>
        {
            while (true)
            {
                var next = await runtime.NextAsync();
                taken.Add((next.RequestId, _time.GetUtcNow()));
                if (failures++ < times)
                {
                    await runtime.FailAsync(next.RequestId, "SomeException");
                }
                else
                {
                    await runtime.RespondAsync(next.RequestId, "{}");
                }
            }
        }) with
        { OnFailure = _letters };
    }

    /// <summary>Lets the retry delays pass as soon as they are waited for; gives up when they never are.</summary>
    private async Task<EventOutcome> PlayAsync(Function function, byte[]? payload = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var playing = function.InvokeEventAsync(payload ?? s_event, patience.Token);
        foreach (var delay in function.Definition.RetryDelays)
        {
            while (!playing.IsCompleted && !_time.Waits.Contains(delay))
            {
                await Task.Yield();
            }

            if (!playing.IsCompleted)
            {
                _time.Advance(delay);
            }
        }

        return await playing;
    }
}
