using CrmEnrichment.DeadLetters;
using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/operations.md against the alarms and the reasons.</summary>
public static class OperationsPageTests
{
    private static readonly Page s_page = Page.Read("docs/operations.md");

    [Fact]
    public static void Every_alarm_has_its_row_and_none_is_invented() =>
        s_page.Rows.SkipWhile(row => row is not ["alarm", "look", "then"]).Skip(1).TakeWhile(row => row.Length is 3).Select(row => Page.CodeIn(row[0]).Single())
            .ShouldBe(Template.Shipped.OfType("AWS::CloudWatch::Alarm").Keys, ignoreOrder: true);

    [Fact]
    public static void Every_reason_has_its_section() =>
        Enum.GetNames<FailureReason>().Select(reason => reason.ToLowerInvariant()).Except(s_page.Anchors, StringComparer.Ordinal).ShouldBeEmpty();
}
