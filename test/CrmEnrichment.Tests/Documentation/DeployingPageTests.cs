using CrmEnrichment.Tests.Deployment;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/deploying.md against the template.</summary>
public static class DeployingPageTests
{
    private static readonly Page s_page = Page.Read("docs/deploying.md");

    [Fact]
    public static void Every_parameter_is_explained_and_none_is_invented() =>
        Named("parameter", "default", "meaning").ShouldBe(Template.Shipped.Parameters.Keys, ignoreOrder: true);

    [Fact]
    public static void Every_alarm_is_explained_and_none_is_invented() =>
        Named("alarm", "says").ShouldBe(Template.Shipped.OfType("AWS::CloudWatch::Alarm").Keys, ignoreOrder: true);

    private static IEnumerable<string> Named(params string[] head) => s_page.Rows
        .SkipWhile(row => !row.SequenceEqual(head)).Skip(1).TakeWhile(row => row.Length == head.Length && Page.CodeIn(row[0]).Count > 0)
        .SelectMany(row => Page.CodeIn(row[0]));
}
