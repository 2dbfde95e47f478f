using CrmEnrichment.Local.Lambda;
using CrmEnrichment.Local.Stories;
using CrmEnrichment.Tests.LocalCloud.Lambda;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>A result of the show that is not as expected says what happened.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public async Task It_holds_both_results_the_answer_the_time_and_the_end_of_the_log()
    {
        await using var function = new Function(
            PlayedRuntime.Function(async runtime =>
            {
                var taken = await runtime.NextAsync();
                for (var line = 1; line <= 9; line++)
                {
                    runtime.Print($"line {line}");
                }

                await runtime.RespondAsync(taken.RequestId, """{"outcome":"CrmUnavailable","message":"+13175550142"}""");
            }),
            new ManualTime { WaitsPassAtOnce = false });
        var result = await function.InvokeAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);

        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 80;
        new Storyteller(console).Explain("a known caller", "Enriched", "CrmUnavailable", result);

        var text = output.ToString();
        text.ShouldContain("not as expected: a known caller");
        text.ShouldContain(" expected  Enriched");
        text.ShouldContain(" actual    CrmUnavailable");
        text.ShouldContain("\"+•••••••42\"");
        text.ShouldContain(" after     0 ms (and 0 ms to start the process)");
        text.ShouldContain("log       line 2");
        text.ShouldContain("line 9");
        text.ShouldNotContain("line 1 ");
        text.Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= 80);
    }
}
