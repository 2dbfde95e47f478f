using CrmEnrichment.Configuration;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Tests.Deployment;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Documentation;

/// <summary>docs/journal.md against the code and the template.</summary>
public static class JournalPageTests
{
    private static readonly Page s_page = Page.Read("docs/journal.md");

    /// <summary>What an enrichment, the queue of letters and the CRM need anyhow.</summary>
    private static readonly Dictionary<string, string?> s_others = new(StringComparer.Ordinal)
    {
        ["Genesys:SecretId"] = "genesys",
        ["Crm:Sources:0:Name"] = "crm",
        ["Crm:Sources:0:Url"] = "https://crm.example.com",
        ["Crm:Sources:0:SecretId"] = "crm",
        ["DeadLetters:QueueUrl"] = "https://sqs.example.com/1/dead-letters",
    };

    [Theory]
    [InlineData("LogInteraction")]
    [InlineData("WriteJournalEntry")]
    public static void The_shortest_configuration_starts_and_none_of_it_can_be_left_out(string function)
    {
        var settings = Settings(s_page.CodeBlocks("sh").First());
        FunctionSections.Read(function, With(settings)).Get<JournalOptions>()!.Crms.ShouldBe(["crm"]);
        foreach (var key in settings.Keys)
        {
            Should.Throw<InvalidConfigurationException>(() => FunctionSections.Read(function, With(settings.Where(setting => setting.Key != key))), key);
        }
    }

    [Fact]
    public static void The_rule_for_a_follow_up_is_read_as_the_page_says()
    {
        var settings = Settings(s_page.CodeBlocks("sh").First()).Concat(Settings(s_page.CodeBlocks("sh").Last()));

        var options = FunctionSections.Read("WriteJournalEntry", With(settings)).Get<JournalOptions>()!;

        var rule = options.FollowUps.ShouldHaveSingleItem();
        (rule.Abandoned, rule.DueAfter, rule.Queues.ShouldHaveSingleItem()).ShouldBe((true, TimeSpan.FromHours(4), "Support"));
        options.VipValues.ShouldBe(["Platinum"]);
    }

    [Fact]
    public static void Every_outcome_is_explained_and_none_is_invented() =>
        Rows("outcome", "of", "means").Select(row => Page.CodeIn(row[0]).Single()).ShouldBe(
            [
                JournalOutcome.Collected.Name, JournalOutcome.Stale.Name, JournalOutcome.Logged.Name,
                JournalOutcome.Waiting.Name, JournalOutcome.NotLogged("").Name, JournalOutcome.Forgotten.Name,
            ], ignoreOrder: true);

    [Fact]
    public static void The_topics_are_those_that_the_rule_takes()
    {
        var topics = Template.Shipped.Properties("PartnerJournalEvents").At("EventPattern", "detail-type").Items().Select(topic => topic.Show().Split("{id}.")[1]);
        s_page.Rows.SkipWhile(row => row is not [['p', 'a', 'r', 't', ..], "tells"]).Skip(1).TakeWhile(row => row.Length == 2 && Page.CodeIn(row[0]).Count > 0)
            .SelectMany(row => Page.CodeIn(row[0])).ShouldBe(topics, ignoreOrder: true);
    }

    [Fact]
    public static void Who_keeps_what_in_the_table_is_what_the_roles_grant()
    {
        foreach (var row in Rows("key", "holds", "written by"))
        {
            var key = Page.CodeIn(row[0]).Single().Replace("…", "1", StringComparison.Ordinal);
            new Grants(Template.Shipped, Page.CodeIn(row[2]).Single()).AllowState("dynamodb:PutItem", key).ShouldBeTrue(key);
        }
    }

    private static IEnumerable<string[]> Rows(params string[] head) =>
        s_page.Rows.SkipWhile(row => !row.SequenceEqual(head)).Skip(1).TakeWhile(row => row.Length == head.Length && Page.CodeIn(row[0]).Count > 0);

    private static Dictionary<string, string> Settings(string block) => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('=', 2)).ToDictionary(line => line[0], line => line[1]);

    private static IConfiguration With(IEnumerable<KeyValuePair<string, string>> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(s_others)
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
        .Build();
}
