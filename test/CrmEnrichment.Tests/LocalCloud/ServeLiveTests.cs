using System.Net;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>What serve is told to do to the functions, and the console that it starts.</summary>
public sealed class ServeLiveTests : ServeRoom
{
    [Fact]
    public async Task A_sample_is_sent_by_hand_as_another_call_each_time_or_as_it_is()
    {
        (await TellAsync("send nothing.json")).ShouldBe("There is no sample \"nothing.json\". Type send for the list.");
        (await TellAsync("send 15-acd-start.json")).ShouldBe("15-acd-start.json was not sent: no rule of EventBridge takes it to a function here.");

        // The journal's function gets it, too, and ends when it likes.
        (await TellAsync("send 01-customer-start-voice-inbound-known-ani.json")).ShouldBe("01-customer-start-voice-inbound-known-ani.json was sent to EnrichInteraction and LogInteraction.");
        (await TwoLinesAsync()).ShouldContain(line => line.Contains("  EnrichInteraction  Enriched ", StringComparison.Ordinal));
        await TellAsync("send 01-customer-start-voice-inbound-known-ani.json");
        (await TwoLinesAsync()).ShouldContain(line => line.Contains("  EnrichInteraction  Enriched ", StringComparison.Ordinal));
        await TellAsync("send 01-customer-start-voice-inbound-known-ani.json as-is");
        (await TwoLinesAsync()).ShouldContain(line => line.Contains("  EnrichInteraction  Enriched ", StringComparison.Ordinal));
        await TellAsync("send 01-customer-start-voice-inbound-known-ani.json as-is");
        (await TwoLinesAsync()).ShouldContain(line => line.Contains("  EnrichInteraction  Duplicate ", StringComparison.Ordinal));

        async Task<string[]> TwoLinesAsync() => [await ReadLineAsync(), await ReadLineAsync()];
    }

    [Fact]
    public async Task A_function_is_killed_by_hand_where_it_runs()
    {
        (await TellAsync("kill EnrichInteraction")).ShouldBe("EnrichInteraction has no process now: the next event starts one.");
        await InvokeAsync("01-");
        (await TellAsync("kill EnrichInteraction")).ShouldBe("Killed the process of EnrichInteraction.");
        (await TellAsync("kill Nobody")).ShouldStartWith("There is no function Nobody, only CheckHealth, ");

        // It is gone a moment later.
        while (await TellAsync("kill EnrichInteraction") is not "EnrichInteraction has no process now: the next event starts one.")
        {
        }

        (await InvokeAsync("02-")).ShouldContain("  Enriched ");
    }

    [Fact]
    public async Task The_console_is_started_with_it_and_ends_with_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGINT");
        await EndAsync();
        await StartAsync(console: ToolProcess.Program);
        var address = new Uri(Printed.Single(line => line.StartsWith("Console ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);

        // The browser of a test: with the key it gets a session, and is led to the live view.
        (await Http.GetStringAsync(address, Cancel)).ShouldContain("<h1>Live</h1>");
        await EndAsync();

        await Should.ThrowAsync<HttpRequestException>(Http.GetStringAsync(address, Cancel));
        File.Exists(Path.Combine(Folder.FullName, "crm-enrich-audit.jsonl")).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_consoles_program_it_says_so_and_goes_on()
    {
        Printed.Single(line => line.StartsWith("Console ", StringComparison.Ordinal)).ShouldMatch(@"^Console +none: There is no program .+CrmEnrichment\.Cli.*\. Build the solution, or name the program with CRM_ENRICHMENT_CONSOLE\.$");
        (await AskCrmAsync()).ShouldBe(HttpStatusCode.OK);
        await EndAsync();
        await StartAsync(console: ToolProcess.Program, "--no-console");

        Printed.ShouldContain(line => line.StartsWith("Console ", StringComparison.Ordinal) && line.EndsWith(" left out (--no-console)", StringComparison.Ordinal));
    }
}
