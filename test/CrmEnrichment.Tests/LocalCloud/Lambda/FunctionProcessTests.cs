using System.Runtime.Versioning;
using CrmEnrichment.Local.Lambda;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Lambda;

[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
public sealed class FunctionProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_of_stdout_and_stderr_is_captured_and_the_exit_code_told()
    {
        var log = new InvocationLog();
        await using var process = Shell("echo out; echo err >&2; exit 3", log);

        (await process.Exited.WaitAsync(Cancel)).ShouldBe(3);

        log.Lines.Order(StringComparer.Ordinal).ShouldBe(["err", "out"]);
    }

    [Fact]
    public async Task A_function_inherits_nothing_that_could_lead_it_to_the_real_cloud()
    {
        Environment.SetEnvironmentVariable("AWS_PROFILE_OF_THE_DEVELOPER", "secret");
        var log = new InvocationLog();
        await using var process = Shell("env", log);

        await process.Exited.WaitAsync(Cancel);

        log.Lines.ShouldContain("GIVEN=1");
        log.Lines.ShouldNotContain(line => line.Contains("AWS_PROFILE_OF_THE_DEVELOPER"));
    }

    [Fact]
    public async Task Kill_is_kill_nine()
    {
        var log = new InvocationLog();
        await using var process = Shell("trap '' TERM; echo ready; while :; do read x < /dev/zero; done", log);
        await log.ArrivalOfAsync(line => line is "ready", Cancel);

        process.Kill();

        (await process.Exited.WaitAsync(Cancel)).ShouldBe(137);
    }

    private static IRuntimeProcess Shell(string script, InvocationLog log)
    {
        var file = Path.Combine(Path.GetTempPath(), $"crm-enrichment-{Guid.NewGuid():N}.sh");
        File.WriteAllText(file, $"#!/bin/sh\nrm -f \"$0\"\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return FunctionProcess.Start(new Launch(file, new Dictionary<string, string>(StringComparer.Ordinal) { ["GIVEN"] = "1" }, log.Add));
    }
}
