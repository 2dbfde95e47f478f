using System.Diagnostics;
using System.Text.Json;
using CrmEnrichment.Simulation.Report;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Scaling;

/// <summary>eng/simulate --quick, scenario by scenario, as a process: it needs a thread pool of one thread.</summary>
public sealed class SimulationTests
{
    private static readonly string s_output = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    private static readonly string s_program = Path.GetFullPath(Path.Combine(
        s_output,
        "../../../../CrmEnrichment.Simulation/bin",
        Path.GetFileName(Path.GetDirectoryName(s_output)!),
        Path.GetFileName(s_output),
        OperatingSystem.IsWindows() ? "CrmEnrichment.Simulation.exe" : "CrmEnrichment.Simulation"));

    [Fact]
    public async Task The_same_seed_gives_the_same_figures() => (await AskAsync("HubSpot-25")).ShouldBe(await AskAsync("HubSpot-25"));

    [Theory]
    [InlineData("Rest-25"), InlineData("Rest-25-queue"), InlineData("Rest-25-budget"), InlineData("HubSpot-25"), InlineData("reserved-1"), InlineData("outage"), InlineData("beside-Rest-10"), InlineData("roomy-25-20-client")]
    public async Task No_call_vanishes(string scenario)
    {
        var result = await RunAsync(scenario);

        result.Calls.ShouldBeGreaterThan(0);
        result.Balance.Lost.ShouldBe(0);
        (result.Balance.WithContext + result.Balance.InLetters + result.Balance.UnderWay).ShouldBe(result.Balance.All);
    }

    [Theory]
    [InlineData("Rest-25", "CRM"), InlineData("HubSpot-25", "HubSpot search")]
    public async Task With_the_shared_budget_the_limit_is_not_overrun(string scenario, string upstream)
    {
        (await RunAsync(scenario)).Upstreams[upstream].TooMany.ShouldBeGreaterThan(0, "environments that do not know of each other overrun it");

        var shared = (await RunAsync($"{scenario}-budget")).Upstreams[upstream];

        shared.Requests.ShouldBeGreaterThan(0);
        shared.TooMany.ShouldBe(0);
    }

    private static async Task<Result> RunAsync(string scenario) => JsonSerializer.Deserialize(await AskAsync(scenario), ResultJson.Default.Result)!;

    private static async Task<string> AskAsync(string scenario)
    {
        using var process = Process.Start(new ProcessStartInfo(s_program, ["one", scenario, "--quick"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await error);
        return output;
    }
}
