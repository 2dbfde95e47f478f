using System.Diagnostics;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>Every crm-enrich on every page, as a shell would run it, against the tool itself.</summary>
public static partial class CommandLineTests
{
    public static TheoryData<string> Lines => [.. Page.All.Select(Page.Read).SelectMany(page => Prompted.Matches(page.Text).Concat(Inline.Matches(page.Prose)))
        .Select(match => match.Groups["line"].Value).Distinct(StringComparer.Ordinal)];

    public static TheoryData<string> Checks => [.. Page.All.Select(Page.Read).SelectMany(page => PromptedCheck.Matches(page.Text).Concat(InlineCheck.Matches(page.Prose)))
        .Select(match => match.Groups["line"].Value).Distinct(StringComparer.Ordinal)];

    public static TheoryData<string> Reconciliations => [.. Page.All.Select(Page.Read).SelectMany(page => Reconciliation.Matches(page.Text))
        .Select(match => match.Groups["line"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Without a queue a command that is understood asks for one; one that is not understood says so, and how it is used.</summary>
    [Theory, MemberData(nameof(Lines))]
    public static async Task Every_command_line_is_one_that_the_tool_understands(string line)
    {
        var (_, output, error) = await RunAsync(line);

        output.ShouldNotContain("Usage:", customMessage: error);
        error.ShouldContain("DeadLetters__QueueUrl is not set");
    }

    /// <summary>One that is understood finds that nothing is configured here, or that AWS does not answer.</summary>
    [Theory, MemberData(nameof(Checks))]
    public static async Task Every_check_is_one_that_the_tool_understands(string line)
    {
        var (code, output, error) = await RunAsync(line);

        code.ShouldBeOneOf([1, 3], output + error);
    }

    [Theory, MemberData(nameof(Reconciliations))]
    public static async Task Every_reconciliation_is_one_that_the_tool_understands(string line)
    {
        var (code, output, error) = await RunAsync(line);

        code.ShouldBe(3, output + error);
    }

    [Fact]
    public static void There_are_checks_of_every_source() =>
        Checks.SelectMany(line => Option.Matches(line.Data).Select(match => match.Value)).Distinct(StringComparer.Ordinal)
            .ShouldBe(["--environment", "--settings", "--stack", "--function", "--live"], ignoreOrder: true);

    // A test that finds nothing to check passes too.
    [Fact]
    public static void There_are_lines_of_every_command() =>
        Lines.Select(line => Word.Match(line.Data).Groups["command"].Value).Distinct(StringComparer.Ordinal)
            .ShouldBe(["summary", "watch", "list", "show", "export", "import", "edit", "park", "unpark", "replay", "purge"], ignoreOrder: true);

    private static async Task<(int Code, string Output, string Error)> RunAsync(string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the pages are written for a shell");
        var folder = Directory.CreateTempSubdirectory("crm-enrich-");
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "crm-enrich"), ToolProcess.Program);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "env.sh"), "", TestContext.Current.CancellationToken);
            Directory.CreateDirectory(Path.Combine(folder.FullName, "src/CrmEnrichment.Functions"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "src/CrmEnrichment.Functions/appsettings.json"), "{}", TestContext.Current.CancellationToken);
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"PATH=.:$PATH; stack=crm-enrichment; {line}"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = folder.FullName,
                Environment =
                {
                    ["Cli__AllowEdit"] = "true",
                    ["EDITOR"] = "true",

                    // Nobody listens there.
                    ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1",
                    ["AWS_REGION"] = "us-east-1",
                    ["AWS_ACCESS_KEY_ID"] = "test",
                    ["AWS_SECRET_ACCESS_KEY"] = "test",
                },
            })!;
            shell.StandardInput.Close();
            var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (shell.ExitCode, await output, error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"^\$ (?<line>.*crm-enrich dlq .*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prompted { get; }

    [GeneratedRegex("`(?<line>crm-enrich dlq [^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inline { get; }

    [GeneratedRegex("crm-enrich dlq (?<command>[a-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word { get; }

    [GeneratedRegex(@"^(\$ )?(?<line>crm-enrich check\b.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PromptedCheck { get; }

    [GeneratedRegex("`(?<line>crm-enrich check --[^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InlineCheck { get; }

    [GeneratedRegex(@"^(\$ )?(?<line>crm-enrich journal reconcile --.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reconciliation { get; }

    [GeneratedRegex("--[a-z]+", RegexOptions.None, 1000)]
    private static partial Regex Option { get; }
}
