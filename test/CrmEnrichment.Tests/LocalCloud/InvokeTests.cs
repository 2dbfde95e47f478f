using System.Diagnostics;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>invoke as a process: what it tells of each function.</summary>
public static class InvokeTests
{
    [Fact]
    public static async Task An_event_is_told_with_its_caller_and_its_outcome()
    {
        var (exit, output, _) = await InvokeAsync("EnrichInteraction", "events/01-customer-start-voice-inbound-known-ani.json");

        exit.ShouldBe(0);
        output.ShouldContain("who       ACCT-99281, Platinum");
        output.ShouldContain("outcome   Enriched after");
        output.ShouldNotContain('\e');
    }

    [Fact]
    public static async Task A_look_up_is_told_by_its_status_and_as_no_event()
    {
        var (exit, output, _) = await InvokeAsync("LookupCustomer", "events/http/lookup-customer.json");

        exit.ShouldBe(0);
        output.ShouldContain("outcome   200 after");
        output.ShouldNotContain("came in");
    }

    [Fact]
    public static async Task A_replay_that_was_misspelt_is_told_as_a_failure()
    {
        var (exit, output, _) = await InvokeAsync("ReplayDeadLetters", "events/env.json");

        exit.ShouldBe(1);
        output.ShouldContain("outcome   JsonSerializerException after");
        output.ShouldContain("'EnrichInteraction' could not be mapped");
        output.ShouldNotContain("report ");
    }

    [Theory]
    [InlineData("EnrichInteraction", "events/none.json", "There is no file ")]
    [InlineData("Enrich", "events/01-customer-start-voice-inbound-known-ani.json", "There is no function Enrich, only CheckHealth, EnrichInteraction, LookupCustomer, ReplayDeadLetters.")]
    public static async Task What_is_not_there_is_named(string function, string file, string sentence)
    {
        var (exit, _, error) = await InvokeAsync(function, file);

        exit.ShouldBe(2);
        error.ShouldContain(sentence);
    }

    private static async Task<(int Exit, string Output, string Error)> InvokeAsync(string function, string file)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "CrmEnrichment.Local.exe" : "CrmEnrichment.Local");
        return await ToolProcess.EndAsync(Process.Start(new ProcessStartInfo(program, ["invoke", function, "--event", Path.Combine(Repository.Root, file)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!);
    }
}
