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

    [Fact]
    public static void What_outlives_the_stack_is_named_with_the_command_that_deletes_it()
    {
        var remove = s_page.Text[s_page.Text.IndexOf("## Remove", StringComparison.Ordinal)..];
        var kept = Template.Shipped.Resources.Where(resource => resource.Value.Text("DeletionPolicy") is "Retain").Select(resource => resource.Key).ToList();
        kept.ShouldBe(["LookupKeys", "ScreenPopKeys", "CallKeys", "AuditKey", "DeadLetters", "ParkedLetters", "State", "CallsQueue", "LeadsQueue", "LeadKeys"], ignoreOrder: true);
        foreach (var resource in kept)
        {
            remove.ShouldContain($"`{resource}`");
            var output = Template.Shipped.Root.At("Outputs").Entries().Single(one => one.Value.Text("Value") == $"!Ref {resource}").Key;
            var variable = remove.Split($"=$(output {output})")[0].Split(' ', '\n')[^1];
            remove.Split('\n').ShouldContain(line => line.StartsWith("aws ", StringComparison.Ordinal) && line.Contains(" delete-", StringComparison.Ordinal) && line.EndsWith($"\"${variable}\"", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> Named(params string[] head) => s_page.Rows
        .SkipWhile(row => !row.SequenceEqual(head)).Skip(1).TakeWhile(row => row.Length == head.Length && Page.CodeIn(row[0]).Count > 0)
        .SelectMany(row => Page.CodeIn(row[0]));
}
