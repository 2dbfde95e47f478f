using System.Text.RegularExpressions;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/operations.md against the alarms and the reasons.</summary>
public static partial class OperationsPageTests
{
    private static readonly Page s_page = Page.Read("docs/operations.md");

    [Fact]
    public static void Every_alarm_has_its_row_and_none_is_invented() =>
        s_page.Rows.SkipWhile(row => row is not ["alarm", "look", "then"]).Skip(1).TakeWhile(row => row.Length is 3).Select(row => Page.CodeIn(row[0]).Single())
            .ShouldBe(Template.Shipped.OfType("AWS::CloudWatch::Alarm").Keys, ignoreOrder: true);

    [Fact]
    public static void The_rows_of_the_dashboard_that_an_alarm_leads_to_are_there()
    {
        var rows = Page.Read("docs/deploying.md").Rows.SkipWhile(row => row is not ["row", "shows", "with"]).Skip(1).TakeWhile(row => row is [[_, ..], _, _]).Select(row => row[0]);
        var named = s_page.Rows.SkipWhile(row => row is not ["alarm", "look", "then"]).TakeWhile(row => row.Length is 3).SelectMany(row => Row.Matches(string.Join(' ', row))).Select(row => row.Groups["row"].Value).ToHashSet();
        named.ShouldNotBeEmpty();
        named.ShouldBeSubsetOf(rows);
    }

    [GeneratedRegex(@"(?<!\*)\*(?<row>[a-z-]+)\*(?!\*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row { get; }

    [Fact]
    public static void Every_reason_has_its_section() =>
        Enum.GetNames<FailureReason>().Select(reason => reason.ToLowerInvariant()).Except(s_page.Anchors, StringComparer.Ordinal).ShouldBeEmpty();
}
