using System.Diagnostics;
using System.Runtime.Versioning;
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

    [Fact, SupportedOSPlatform("linux"), SupportedOSPlatform("macos")]
    public static async Task Another_functions_program_can_be_named()
    {
        var program = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(program, "#!/bin/sh\necho another program: $ANNOTATIONS_HANDLER\nexit 3\n", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            var (exit, output, _) = await InvokeAsync("CheckHealth", "events/env.json", ("CRM_ENRICHMENT_FUNCTIONS", program));

            exit.ShouldBe(1);
            output.ShouldContain("another program: CheckHealth");
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Fact]
    public static async Task A_functions_program_that_does_not_exist_is_named_with_its_variable()
    {
        var (exit, output, error) = await InvokeAsync("EnrichInteraction", "events/01-customer-start-voice-inbound-known-ani.json", ("CRM_ENRICHMENT_FUNCTIONS", "/none/bootstrap"));

        exit.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldContain("There is no functions' program /none/bootstrap. Correct or remove CRM_ENRICHMENT_FUNCTIONS");
    }

    private static async Task<(int Exit, string Output, string Error)> InvokeAsync(string function, string file, params (string Name, string Value)[] environment)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "CrmEnrichment.Local.exe" : "CrmEnrichment.Local");
        var start = new ProcessStartInfo(program, ["invoke", function, "--event", Path.Combine(Repository.Root, file)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return await ToolProcess.EndAsync(Process.Start(start)!);
    }
}
