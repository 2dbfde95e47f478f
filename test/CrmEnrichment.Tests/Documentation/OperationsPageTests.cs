using System.Text.RegularExpressions;
using CrmEnrichment.Failures;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/operations.md against the alarms, the reasons and the tool.</summary>
public static partial class OperationsPageTests
{
    private static readonly Page s_page = Page.Read("docs/operations.md");

    public static TheoryData<string> Commands => [.. Command.Matches(s_page.Text).Select(command => command.Groups["arguments"].Value.Trim()).Distinct(StringComparer.Ordinal)];

    [Fact]
    public static void Every_alarm_has_its_row_and_none_is_invented() =>
        s_page.Rows.SkipWhile(row => row is not ["alarm", "look", "then"]).Skip(1).TakeWhile(row => row.Length is 3).Select(row => Page.CodeIn(row[0]).Single())
            .ShouldBe(Template.Shipped.OfType("AWS::CloudWatch::Alarm").Keys, ignoreOrder: true);

    [Fact]
    public static void Every_reason_has_its_section() =>
        Enum.GetNames<FailureReason>().Select(reason => reason.ToLowerInvariant()).Except(s_page.Anchors, StringComparer.Ordinal).ShouldBeEmpty();

    /// <summary>Without a queue a command that is understood asks for one; one that is not understood says so, and how it is used.</summary>
    [Theory, MemberData(nameof(Commands))]
    public static async Task Every_command_is_one_that_the_tool_understands(string arguments)
    {
        var folder = Directory.CreateTempSubdirectory("crm-enrich-");
        try
        {
            var (_, output, error) = await ToolProcess.EndAsync(ToolProcess.Start(folder, [new("Cli__AllowEdit", "true"), new("EDITOR", "true")], arguments.Split(' ')));

            output.ShouldNotContain("Usage:", customMessage: error);
            error.ShouldContain("DeadLetters__QueueUrl is not set");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"crm-enrich dlq (?<arguments>[^`\n]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command { get; }
}
