using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Runtime;

[Collection(ProcessEnvironment.Alone)]
public sealed class SnapStartTests
{
    [Fact]
    public async Task Hooks_Run_Around_The_Snapshot_In_The_Order_That_Undoes_And_Redoes()
    {
        using var environment = new ProcessEnvironment().Set("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        await using var server = (await WireServer.StartAsync())
            .On(RuntimeApi.RestoreNext, new WireAnswer()).Invoke("one", "\"x\"").Accept(RuntimeApi.Response("one"));
        Amazon.Lambda.Core.SnapshotRestore.RegisterBeforeSnapshot(Logs(server, "before 1"));
        Amazon.Lambda.Core.SnapshotRestore.RegisterBeforeSnapshot(Logs(server, "before 2"));
        Amazon.Lambda.Core.SnapshotRestore.RegisterAfterRestore(Logs(server, "after 1"));
        Amazon.Lambda.Core.SnapshotRestore.RegisterAfterRestore(Logs(server, "after 2"));

        await server.RunUntilIdleAsync(RuntimeApi.Function((input, _) => Task.FromResult(input)));

        server.Log.ShouldBe(
            ["before 2", "before 1", RuntimeApi.RestoreNext, "after 1", "after 2", RuntimeApi.Next, RuntimeApi.Response("one"), RuntimeApi.Next]);
    }

    [Fact]
    public async Task A_Hook_That_Fails_Before_The_Snapshot_Is_An_Error_Of_Init()
    {
        using var environment = new ProcessEnvironment().Set("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        await using var server = (await WireServer.StartAsync()).Accept(RuntimeApi.InitError);
        Amazon.Lambda.Core.SnapshotRestore.RegisterBeforeSnapshot(() => throw new TimeoutException("warm-up"));
        using var bootstrap = server.Bootstrap(RuntimeApi.Function((input, _) => Task.FromResult(input)));

        await bootstrap.RunAsync(TestContext.Current.CancellationToken);

        server.Request.Header("Lambda-Runtime-Function-Error-Type").ShouldBe("Runtime.BeforeSnapshotError");
        server.Request.Json.GetProperty("errorMessage").GetString().ShouldBe("warm-up");
    }

    [Fact]
    public async Task A_Hook_That_Fails_After_The_Restore_Is_An_Error_Of_Restore_And_No_Event_Is_Taken()
    {
        using var environment = new ProcessEnvironment().Set("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        await using var server = (await WireServer.StartAsync()).On(RuntimeApi.RestoreNext, new WireAnswer()).Accept(RuntimeApi.RestoreError);
        Amazon.Lambda.Core.SnapshotRestore.RegisterAfterRestore(() => throw new TimeoutException("new secret"));
        using var bootstrap = server.Bootstrap(RuntimeApi.Function((input, _) => Task.FromResult(input)));

        await bootstrap.RunAsync(TestContext.Current.CancellationToken);

        var report = server.Sent(RuntimeApi.RestoreError);
        report.Header("Lambda-Runtime-Function-Error-Type").ShouldBe("Runtime.AfterRestoreError");
        report.Json.GetProperty("errorMessage").GetString().ShouldBe("new secret");
    }

    [Fact]
    public async Task Hooks_Wait_For_A_Snapshot()
    {
        using var environment = new ProcessEnvironment().Set("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand").Set("AWS_LAMBDA_DOTNET_DEBUG_RUN_ONCE", "true");
        await using var server = (await WireServer.StartAsync())
            .Invoke("one", "\"x\"").On(RuntimeApi.RestoreNext, new WireAnswer()).Invoke("two", "\"x\"").Accept(RuntimeApi.Response("one"), RuntimeApi.Response("two"));
        Amazon.Lambda.Core.SnapshotRestore.RegisterBeforeSnapshot(Logs(server, "before"));
        using var onDemand = server.Bootstrap(RuntimeApi.Function((input, _) => Task.FromResult(input)));
        await onDemand.RunAsync(TestContext.Current.CancellationToken);

        environment.Set("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        using var snapStart = server.Bootstrap(RuntimeApi.Function((input, _) => Task.FromResult(input)));
        await snapStart.RunAsync(TestContext.Current.CancellationToken);

        server.Log.ShouldBe(
            [RuntimeApi.Next, RuntimeApi.Response("one"), "before", RuntimeApi.RestoreNext, RuntimeApi.Next, RuntimeApi.Response("two")]);
    }

    private static Func<ValueTask> Logs(WireServer server, string entry) => () =>
    {
        server.Log.Enqueue(entry);
        return ValueTask.CompletedTask;
    };
}
