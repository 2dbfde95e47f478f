using System.Text.Json;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.Platforms.Genesys;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

public static class EventRuleTests
{
    private const string Enrichment = "EnrichInteraction";
    private const string Journal = "LogInteraction";

    private static readonly Template s_template = Template.Shipped;

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "events"), "*.json")
        .Select(file => Path.GetFileName(file)).Where(name => char.IsAsciiDigit(name[0])).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Rules => [.. s_template.EventRules.Keys];

    public static TheoryData<string> Topics => [.. s_template.Parameters["PartnerTopic"].At("AllowedValues").Items().Select(Yaml.Show)];

    [Theory, MemberData(nameof(Samples))]
    public static void A_sample_event_matches_a_rule_exactly_if_it_is_enriched(string sample)
    {
        var payload = JsonElement.Parse(Repository.Read($"events/{sample}"));
        var enriched = new GenesysEventReader(new GenesysOptions { Topics = ["customer.start"] }).Read(payload) is EventReading<Interaction>.Ours;
        Matching(payload, "customer.start", Enrichment).Count().ShouldBe(enriched ? 1 : 0);
    }

    // From the start to the last wrap-up. How they got into a queue tells the journal nothing, and our own write of attributes must not come back.
    [Theory]
    [InlineData("customer.start", 1)]
    [InlineData("user.start", 1)]
    [InlineData("user.end", 1)]
    [InlineData("customer.end", 1)]
    [InlineData("acw", 1)]
    [InlineData("wrapup", 1)]
    [InlineData("flow.start", 0)]
    [InlineData("acd.start", 0)]
    [InlineData("attributes", 0)]
    public static void The_journal_gets_the_steps_of_an_interaction_whichever_topic_starts_an_enrichment(string topic, int rules)
    {
        var payload = Partner($"v2.detail.events.conversation.{{id}}.{topic}");
        foreach (var chosen in Topics.Select(row => row.Data))
        {
            Matching(payload, chosen, Journal).Count().ShouldBe(rules);
        }
    }

    public static TheoryData<string> AllSamples => [.. Local.Events.Samples.Events.Where(name => name is not ("check-health.json" or "replay-healing.json" or "update-tickets.json") && !name.StartsWith("reconcile-", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(AllSamples))]
    public static void The_local_cloud_sends_a_sample_where_the_rules_take_it(string sample)
    {
        var payload = JsonElement.Parse(Repository.Read($"events/{sample}"));

        Local.Events.Samples.TargetsOf(Local.Events.SampleEvent.Named(sample))
            .ShouldBe(new[] { Enrichment, Journal }.Where(function => Matching(payload, "customer.start", function).Any()));
    }

    public static TheoryData<string> JournalSamples => [.. Samples.Select(row => row.Data), "wrapup-late.json", "tutorial-interaction-created.json", "tutorial-interaction-ended.json", "look-alike-source.json"];

    [Theory, MemberData(nameof(JournalSamples))]
    public static void A_sample_event_matches_a_rule_of_the_journal_exactly_if_it_is_collected(string sample)
    {
        var payload = JsonElement.Parse(Repository.Read($"events/{sample}"));
        var collected = new GenesysInteractionEventReader(new GenesysOptions()).Read(payload) is EventReading<InteractionEvent>.Ours;
        Matching(payload, "customer.start", Journal).Count().ShouldBe(collected ? 1 : 0);
    }

    [Theory]
    [InlineData("Genesys Interaction Event")]
    [InlineData("genesys.interaction.created")]
    [InlineData("genesys.interaction.updated")]
    public static void An_event_of_the_tutorial_matches_a_rule_of_each_use(string detailType)
    {
        var payload = Tutorial("genesys.cloud", detailType);
        new GenesysEventReader(new GenesysOptions { Topics = [] }).Read(payload).ShouldBeOfType<EventReading<Interaction>.Ours>();
        Matching(payload, "customer.start", Enrichment).ShouldHaveSingleItem();
        Matching(payload, "customer.start", Journal).ShouldHaveSingleItem();
    }

    [Fact]
    public static void The_end_of_an_interaction_of_the_tutorial_is_for_the_journal_only()
    {
        var payload = Tutorial("genesys.cloud", "genesys.interaction.ended");
        Matching(payload, "customer.start", Enrichment).ShouldBeEmpty();
        Matching(payload, "customer.start", Journal).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("genesys.cloud.example", "Genesys Interaction Event")]
    [InlineData("my.genesys.cloud", "Genesys Interaction Event")]
    [InlineData("aws.partner/example.com/genesys.com/cloud/1", "v2.detail.events.conversation.{id}.customer.start")]
    [InlineData("genesys.cloud", "Something Else")]
    public static void A_look_alike_matches_no_rule(string source, string detailType)
    {
        Matching(Tutorial(source, detailType), "customer.start", Enrichment).ShouldBeEmpty();
        Matching(Tutorial(source, detailType), "customer.start", Journal).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Topics))]
    public static void Whichever_topic_is_chosen_the_rule_and_the_code_agree_on_it(string topic)
    {
        var taken = new List<string>();
        foreach (var sample in Samples.Select(row => row.Data))
        {
            var payload = JsonElement.Parse(Repository.Read($"events/{sample}"));
            var enriched = new GenesysEventReader(new GenesysOptions { Topics = [topic] }).Read(payload) is EventReading<Interaction>.Ours;
            // A sample of the tutorial's dialect is taken whatever the topic.
            Matching(payload, topic, Enrichment).Count().ShouldBe(enriched ? 1 : 0, $"{sample} with {topic}");
            taken.AddRange(enriched ? [sample] : []);
        }

        taken.ShouldNotBeEmpty();
    }

    [Fact]
    public static void Our_own_write_can_never_start_an_enrichment() =>
        Topics.Select(row => row.Data).ShouldAllBe(topic => !topic.Contains("attributes", StringComparison.Ordinal));

    [Fact]
    public static void The_rule_and_the_code_take_their_topic_from_the_same_parameter()
    {
        s_template.Properties("PartnerEvents").Text("EventPattern", "detail-type").ShouldBe("[!Sub v2.detail.events.conversation.{id}.${PartnerTopic}]");
        s_template.Functions["EnrichInteraction"].Text("Environment", "Variables", "Genesys__Topics__0").ShouldBe("!If [HasGenesys, !Ref PartnerTopic, !Ref AWS::NoValue]");
    }

    [Theory, MemberData(nameof(Rules))]
    public static void A_rule_invokes_the_alias_and_is_allowed_to(string rule)
    {
        var function = Target(rule).Text("Id");
        function.ShouldBeOneOf(Enrichment, Journal);
        Target(rule).Text("Arn").ShouldBe($"!Ref {function}.Alias");
        var permission = s_template.OfType("AWS::Lambda::Permission").Values.Single(one => one.Text("Properties", "SourceArn") == $"!GetAtt {rule}.Arn");
        permission.Text("Properties", "FunctionName").ShouldBe(Target(rule).Text("Arn"));
        permission.Text("Properties", "Principal").ShouldBe("events.amazonaws.com");
        permission.Text("Properties", "Action").ShouldBe("lambda:InvokeFunction");
        permission.Text("Condition").ShouldBe(s_template.Resources[rule].Text("Condition"));
    }

    [Theory, MemberData(nameof(Rules))]
    public static void What_a_rule_cannot_deliver_goes_to_the_dead_letters(string rule)
    {
        Target(rule).Text("DeadLetterConfig", "Arn").ShouldBe("!GetAtt DeadLetters.Arn");
        Target(rule).Text("RetryPolicy", "MaximumEventAgeInSeconds").ShouldNotBeEmpty();
        Target(rule).Text("RetryPolicy", "MaximumRetryAttempts").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("PartnerEvents", "HasPartnerEventSource", "!Ref PartnerEventSource")]
    [InlineData("PartnerJournalEvents", "HasJournalAndPartnerEventSource", "!Ref PartnerEventSource")]
    [InlineData("TutorialEvents", "HasGenesys", "")]
    [InlineData("TutorialJournalEvents", "HasJournalOfGenesys", "")]
    public static void Events_of_a_partner_come_from_the_bus_of_their_source_if_there_is_one(string rule, string condition, string bus)
    {
        s_template.Resources[rule].Text("Condition").ShouldBe(condition);
        s_template.Properties(rule).Text("EventBusName").ShouldBe(bus);
    }

    private static YamlNode Target(string rule) => s_template.Properties(rule).At("Targets").Items().ShouldHaveSingleItem();

    private static IEnumerable<string> Matching(JsonElement payload, string topic, string function)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal) { ["PartnerTopic"] = topic };
        var onPartnerBus = payload.GetProperty("source").GetString()!.StartsWith("aws.partner/", StringComparison.Ordinal);
        return from rule in s_template.EventRules
               where Target(rule.Key).Text("Id") == function
               where onPartnerBus == rule.Value.At("Properties", "EventBusName") is not null
               where EventPattern.Matches(rule.Value.At("Properties", "EventPattern")!, payload, node => s_template.Evaluate(node, known)!)
               select rule.Key;
    }

    private static JsonElement Partner(string detailType) => Tutorial("aws.partner/genesys.com/cloud/0b9a3c5e/crm-enrichment", detailType);

    private static JsonElement Tutorial(string source, string detailType) => JsonSerializer.SerializeToElement(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["id"] = "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
        ["detail-type"] = detailType,
        ["source"] = source,
        ["time"] = "2024-06-15T14:32:10Z",
        ["detail"] = new
        {
            interactionId = "8f7e6d5c-4b3a-2109-8765-4321fedcba09",
            type = "voice",
            direction = "inbound",
            initiationTimestamp = "2024-06-15T14:32:08Z",
        },
    });
}
