using System.Diagnostics;
using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Tests.Documentation;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>The command lines of docs/lookup.md, as a shell runs them.</summary>
public sealed class PageTests
{
    private static readonly string[] s_lines = [.. Page.Read("docs/lookup.md").CodeBlocks("sh").Where(block => block.StartsWith("curl", StringComparison.Ordinal))];

    [Fact]
    public async Task Every_request_of_the_page_is_answered()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the page is written for a shell");
        Assert.SkipUnless(await RunAsync("curl --version", null) is (0, _), "curl is not there");
        await using var desk = await Desk.StartAsync();
        s_lines.Length.ShouldBe(5);
        foreach (var line in s_lines)
        {
            var (exit, output) = await RunAsync(line, desk);

            exit.ShouldBe(0, line);
            var answer = JsonElement.Parse(output);
            (answer.TryGetProperty("lookup_status", out var status) ? status.GetString() : answer.GetProperty("status").GetString()).ShouldBeOneOf("found", "accepted");
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string line, Desk? desk)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", line])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["url"] = desk?.Cloud.Http.Url.ToString().TrimEnd('/'),
                ["key"] = LookupSecrets.StudioKey,
                ["admin_key"] = LookupSecrets.CrmKey,
                ["access_key"] = "local",
                ["secret_key"] = "local",
            },
        })!;
        var error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await error;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, output);
    }
}
