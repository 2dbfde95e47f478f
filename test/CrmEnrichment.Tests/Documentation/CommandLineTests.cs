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

    /// <summary>Without a queue a command that is understood asks for one; one that is not understood says so, and how it is used.</summary>
    [Theory, MemberData(nameof(Lines))]
    public static async Task Every_command_line_is_one_that_the_tool_understands(string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the pages are written for a shell");
        var folder = Directory.CreateTempSubdirectory("crm-enrich-");
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "crm-enrich"), ToolProcess.Program);
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"PATH=.:$PATH; {line}"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                WorkingDirectory = folder.FullName,
                Environment = { ["Cli__AllowEdit"] = "true", ["EDITOR"] = "true" },
            })!;
            shell.StandardInput.Close();
            var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

            (await output).ShouldNotContain("Usage:", customMessage: error);
            error.ShouldContain("DeadLetters__QueueUrl is not set");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A test that finds nothing to check passes too.
    [Fact]
    public static void There_are_lines_of_every_command() =>
        Lines.Select(line => Word.Match(line.Data).Groups["command"].Value).Distinct(StringComparer.Ordinal)
            .ShouldBe(["summary", "watch", "list", "show", "export", "import", "edit", "park", "unpark", "replay", "purge"], ignoreOrder: true);

    [GeneratedRegex(@"^\$ (?<line>.*crm-enrich dlq .*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prompted { get; }

    [GeneratedRegex("`(?<line>crm-enrich dlq [^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inline { get; }

    [GeneratedRegex("crm-enrich dlq (?<command>[a-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word { get; }
}
