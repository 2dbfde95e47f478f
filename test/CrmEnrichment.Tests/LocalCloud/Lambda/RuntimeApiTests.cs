using System.Net;
using System.Text;
using CrmEnrichment.Local.Lambda;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Lambda;

public sealed class RuntimeApiTests
{
    private static readonly byte[] s_event = "{\"a\":1}"u8.ToArray();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_runtime_gets_the_payload_with_lambdas_headers_and_its_answer_is_the_result()
    {
        TakenInvocation? seen = null;
        var time = new ManualTime();
        var definition = PlayedRuntime.Answering(taken =>
        {
            seen = taken;
            return "{\"b\":2}";
        }) with
        { Timeout = TimeSpan.FromSeconds(7) };
        await using var function = new Function(definition, time);

        var result = await function.InvokeAsync(s_event, Cancel);

        result.Succeeded.ShouldBeTrue();
        result.Text.ShouldBe("{\"b\":2}");
        seen.ShouldNotBeNull().Payload.ShouldBe("{\"a\":1}");
        seen.RequestId.ShouldBe(result.RequestId);
        seen.Headers["Lambda-Runtime-Deadline-Ms"].ShouldBe((time.GetUtcNow() + TimeSpan.FromSeconds(7)).ToUnixTimeMilliseconds().ToString());
        seen.Headers["Lambda-Runtime-Invoked-Function-Arn"].ShouldBe("arn:aws:lambda:us-east-1:123456789012:function:Played");
        seen.Headers["Lambda-Runtime-Trace-Id"].ShouldStartWith("Root=1-");
    }

    [Fact]
    public async Task A_process_is_reused_for_the_next_invocation()
    {
        var started = 0;
        await using var function = new Function(
            PlayedRuntime.Function(async runtime =>
            {
                Interlocked.Increment(ref started);
                while (true)
                {
                    await runtime.RespondAsync((await runtime.NextAsync()).RequestId, "{}");
                }
            }),
            TimeProvider.System);

        (await function.InvokeAsync(s_event, Cancel)).InitDuration.ShouldNotBeNull();
        (await function.InvokeAsync(s_event, Cancel)).InitDuration.ShouldBeNull();

        started.ShouldBe(1);
    }

    [Fact]
    public async Task Simultaneous_invocations_run_on_processes_of_their_own_up_to_the_limit()
    {
        using var meeting = new Barrier(3);
        var definition = PlayedRuntime.Function(async runtime =>
        {
            while (true)
            {
                var taken = await runtime.NextAsync();
                await Task.Run(() => meeting.SignalAndWait(Cancel), Cancel);
                await runtime.RespondAsync(taken.RequestId, "{}");
            }
        }) with
        { MaxConcurrency = 3 };
        await using var function = new Function(definition, TimeProvider.System);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => function.InvokeAsync(s_event, Cancel)));

        results.ShouldAllBe(r => r.Succeeded);
        function.Environments.Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_error_that_the_runtime_reports_is_the_result_and_the_process_lives_on()
    {
        await using var function = new Function(
            PlayedRuntime.Function(async runtime =>
            {
                await runtime.FailAsync((await runtime.NextAsync()).RequestId, "SomeException");
                await runtime.RespondAsync((await runtime.NextAsync()).RequestId, "{}");
            }),
            TimeProvider.System);

        var failed = await function.InvokeAsync(s_event, Cancel);
        var succeeded = await function.InvokeAsync(s_event, Cancel);

        failed.FunctionError.ShouldBe("Unhandled");
        failed.ErrorType.ShouldBe("SomeException");
        succeeded.InitDuration.ShouldBeNull();
    }

    [Fact]
    public async Task An_init_error_fails_the_invocation_and_the_next_one_gets_a_new_process()
    {
        var started = 0;
        await using var function = new Function(
            PlayedRuntime.Function(async runtime =>
            {
                if (Interlocked.Increment(ref started) == 1)
                {
                    await runtime.FailInitAsync("InvalidConfigurationException");
                    return;
                }

                await runtime.RespondAsync((await runtime.NextAsync()).RequestId, "{}");
            }),
            TimeProvider.System);

        (await function.InvokeAsync(s_event, Cancel)).ErrorType.ShouldBe("InvalidConfigurationException");
        (await function.InvokeAsync(s_event, Cancel)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_process_that_ends_before_it_asks_for_work_is_an_exit_error()
    {
        await using var function = new Function(PlayedRuntime.Function(_ => Task.CompletedTask), TimeProvider.System);

        (await function.InvokeAsync(s_event, Cancel)).ErrorType.ShouldBe("Runtime.ExitError");
    }

    [Fact]
    public async Task A_process_that_takes_too_long_is_killed_and_the_invocation_has_timed_out()
    {
        var time = new ManualTime();
        var definition = PlayedRuntime.Function(async runtime =>
        {
            await runtime.NextAsync();
            time.Advance(TimeSpan.FromSeconds(3));
            await new TaskCompletionSource().Task;
        }) with
        { Timeout = TimeSpan.FromSeconds(3) };
        await using var function = new Function(definition, time);

        var result = await function.InvokeAsync(s_event, Cancel);

        result.ErrorType.ShouldBe("Sandbox.Timedout");
        result.ErrorMessage.ShouldBe($"RequestId: {result.RequestId} Error: Task timed out after 3.00 seconds");
        function.Environments.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_died_while_idle_costs_nobody_an_invocation()
    {
        await using var function = new Function(
            PlayedRuntime.Function(async runtime => await runtime.RespondAsync((await runtime.NextAsync()).RequestId, "{}")),
            TimeProvider.System);

        var results = new List<InvocationResult>();
        for (var i = 0; i < 5; i++)
        {
            results.Add(await function.InvokeAsync(s_event, Cancel));
        }

        results.ShouldAllBe(r => r.Succeeded);
    }

    [Fact]
    public async Task An_answer_to_another_request_or_a_second_answer_is_refused()
    {
        var statuses = new List<HttpStatusCode>();
        var done = new TaskCompletionSource();
        await using var function = new Function(
            PlayedRuntime.Function(async runtime =>
            {
                var taken = await runtime.NextAsync();
                statuses.Add(await runtime.RespondAsync(Guid.NewGuid().ToString(), "{}"));
                statuses.Add(await runtime.RespondAsync(taken.RequestId, "{}"));
                statuses.Add(await runtime.RespondAsync(taken.RequestId, "{}"));
                done.SetResult();
                await runtime.NextAsync();
            }),
            TimeProvider.System);

        await function.InvokeAsync(s_event, Cancel);
        await done.Task.WaitAsync(Cancel);

        statuses.ShouldBe([HttpStatusCode.BadRequest, HttpStatusCode.Accepted, HttpStatusCode.BadRequest]);
    }

    [Fact]
    public async Task An_answer_of_six_mebibytes_passes_and_a_larger_one_is_an_error()
    {
        const int Limit = 6 * 1024 * 1024;
        await using var function = new Function(PlayedRuntime.Answering(taken => new string('1', int.Parse(taken.Payload))), TimeProvider.System);

        (await function.InvokeAsync(Encoding.UTF8.GetBytes($"{Limit}"), Cancel)).Payload.Length.ShouldBe(Limit);
        (await function.InvokeAsync(Encoding.UTF8.GetBytes($"{Limit + 1}"), Cancel)).ErrorType.ShouldBe("Function.ResponseSizeTooLarge");
        await Should.ThrowAsync<ArgumentException>(() => function.InvokeAsync(new byte[Limit + 1], Cancel));
    }

    [Fact]
    public async Task With_snap_start_the_runtime_waits_in_restore_until_somebody_needs_it()
    {
        var steps = new List<string>();
        var definition = PlayedRuntime.Function(async runtime =>
        {
            steps.Add(runtime.Environment["AWS_LAMBDA_INITIALIZATION_TYPE"]);
            steps.Add($"restored: {await runtime.RestoreAsync()}");
            await runtime.RespondAsync((await runtime.NextAsync()).RequestId, "{}");
        }) with
        { SnapStart = true };
        await using var function = new Function(definition, TimeProvider.System);

        (await function.InvokeAsync(s_event, Cancel)).Succeeded.ShouldBeTrue();

        steps.ShouldBe(["snap-start", "restored: OK"]);
    }

    [Fact]
    public async Task A_failed_restore_fails_the_invocation()
    {
        var definition = PlayedRuntime.Function(async runtime =>
        {
            await runtime.RestoreAsync();
            await runtime.FailRestoreAsync("Runtime.RestoreFailed");
        }) with
        { SnapStart = true };
        await using var function = new Function(definition, TimeProvider.System);

        (await function.InvokeAsync(s_event, Cancel)).ErrorType.ShouldBe("Runtime.RestoreFailed");
    }

    [Fact]
    public async Task Without_snap_start_there_is_no_restore()
    {
        HttpStatusCode? restored = null;
        await using var function = new Function(
            PlayedRuntime.Function(async runtime =>
            {
                restored = await runtime.RestoreAsync();
                await runtime.RespondAsync((await runtime.NextAsync()).RequestId, "{}");
            }),
            TimeProvider.System);

        await function.InvokeAsync(s_event, Cancel);

        restored.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_a_process_prints_belongs_to_the_invocation_it_was_printed_in()
    {
        await using var function = new Function(
            PlayedRuntime.Function(async runtime =>
            {
                runtime.Print("starting");
                while (true)
                {
                    var taken = await runtime.NextAsync();
                    runtime.Print($"got {taken.Payload}");
                    await runtime.RespondAsync(taken.RequestId, "{}");
                }
            }),
            TimeProvider.System);

        var first = await function.InvokeAsync("1"u8.ToArray(), Cancel);
        var second = await function.InvokeAsync("2"u8.ToArray(), Cancel);

        first.Log.Lines.ShouldBe(["got 1"]);
        second.Log.Lines.ShouldBe(["got 2"]);
        function.Environments.Single().Startup.Lines.ShouldBe(["starting"]);
    }
}
