using CrmEnrichment.Crm;
using CrmEnrichment.Tests.Documentation;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>Each section of samconfig.toml: what it deploys starts, with the settings that it needs and no others.</summary>
public static class CombinationTests
{
    private static readonly Template s_template = Template.Shipped;

    private static readonly Page s_page = Page.Read("docs/deploying.md");

    public static TheoryData<string> Sections => [.. Combinations.All.Keys];

    [Theory, MemberData(nameof(Sections))]
    public static void The_rules_have_nothing_against_it(string section) => s_template.Refusals(Combinations.All[section]).ShouldBeEmpty();

    [Theory, MemberData(nameof(Sections))]
    public static void Its_functions_start_and_read_the_sections_that_their_environment_sets(string section)
    {
        var parameters = Combinations.All[section];
        foreach (var function in s_template.FunctionsUnder(parameters))
        {
            var environment = FunctionEnvironment.Of(function, parameters);

            var read = FunctionSections.Read(function, environment);

            // A replay without a platform has no handler, and leaves aside what is set for all functions.
            var set = environment.GetChildren().Select(child => child.Key);
            set.Except(read.Names).ShouldBeSubsetOf(
                function is "VicidialCalls" ? ["Crm", "Customers", "State"]
                : function is "ClickToCall" ? ["Crm"]
                : function is "ReconcileVicidial" ? ["Crm", "Customers"]
                : function is "ReplayDeadLetters" && !read.Names.Overlaps(["Genesys", "Twilio", "Vicidial", "Leads", "Mail"]) ? ["Crm", "Customers"]
                : [],
                function);
            if (read.Get<CrmOptions>() is { } crm)
            {
                $"{crm.Sources.ShouldHaveSingleItem().Kind}".ShouldBe(parameters["CrmKind"]);
            }
        }
    }

    [Theory, MemberData(nameof(Sections))]
    public static void The_page_says_which_functions_it_has(string section)
    {
        var row = s_page.Rows.Single(row => row.Length is 3 && Page.CodeIn(row[0]) is [var name] && name == section);
        Page.CodeIn(row[2]).ShouldBe(s_template.FunctionsUnder(Combinations.All[section]), ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Sections))]
    public static void What_serves_one_function_is_there_only_with_it(string section)
    {
        var there = s_template.Resources.Where(resource => s_template.Has(resource.Value, Combinations.All[section])).Select(resource => resource.Key).ToHashSet();
        there.Overlaps(["TutorialEvents", "PartnerEvents"]).ShouldBe(there.Contains("EnrichInteraction"));
        there.Overlaps(["TutorialJournalEvents", "PartnerJournalEvents"]).ShouldBe(there.Contains("LogInteraction") && there.Contains("EnrichInteraction"));
        foreach (var resource in new[] { "LogInteraction", "JournalQueue", "JournalQueuePolicy", "JournalTrigger" })
        {
            there.Contains(resource).ShouldBe(there.Contains("WriteJournalEntry"), resource);
        }

        there.Contains("ReconcileJournal").ShouldBe(there.Contains("WriteJournalEntry") && there.Contains("EnrichInteraction"));
        there.Contains("ReconcileSchedule").ShouldBe(there.Contains("ReconcileJournal"));
        there.Contains("ReconcileVicidialSchedule").ShouldBe(there.Contains("ReconcileVicidial"));
        there.Contains("LookupApi").ShouldBe(there.Contains("LookupCustomer"));
        there.Contains("ScreenPopApi").ShouldBe(there.Contains("ScreenPop"));
        there.Contains("ClickToCallApi").ShouldBe(there.Contains("ClickToCall"));
        there.Contains("CallKeys").ShouldBe(there.Contains("ClickToCall"));
        foreach (var resource in new[] { "InjectLead", "LeadsApi", "LeadKeys", "LeadsQueue", "LeadsQueuePolicy", "LeadsTrigger" })
        {
            there.Contains(resource).ShouldBe(there.Contains("ReceiveLeads"), resource);
        }

        there.Contains("MailSchedule").ShouldBe(there.Contains("UpdateTickets"));
        there.Contains("TwilioApi").ShouldBe(there.Contains("TwilioEvents"));
        foreach (var resource in new[] { "SyncDisposition", "VicidialApi", "CallsQueue", "CallsQueuePolicy", "CallsTrigger" })
        {
            there.Contains(resource).ShouldBe(there.Contains("VicidialCalls"), resource);
        }

        there.Contains("ChangesApi").ShouldBe(there.Contains("CrmChanged"));
        there.Contains("ChangesSchedule").ShouldBe(there.Contains("PollCrmChanges"));
        foreach (var function in s_template.Functions.Keys)
        {
            (there.Contains($"{function}Role"), there.Contains($"{function}Logs")).ShouldBe((there.Contains(function), there.Contains(function)), function);
        }

        new[] { "ReplayDeadLetters", "CheckHealth", "DeadLetters", "ParkedLetters", "State", "AuditKey" }.ShouldBeSubsetOf(there);
    }

    [Fact]
    public static void There_are_deployments_with_a_journal_and_without_one() =>
        Combinations.All.Values.Select(parameters => s_template.FunctionsUnder(parameters).Contains("WriteJournalEntry")).Distinct().Count().ShouldBe(2);

    // sam local takes only variables that the template has, and those of Genesys it has only with a secret.
    [Fact]
    public static void With_sam_local_every_function_and_every_variable_is_there()
    {
        s_template.FunctionsUnder(Combinations.Local).ShouldBe(s_template.Functions.Keys);
        FunctionEnvironment.Of("EnrichInteraction", Combinations.Local)["Genesys:SecretId"].ShouldNotBeNullOrEmpty();
        FunctionEnvironment.Of("WriteJournalEntry", Combinations.Local)["Journal:QueueUrl"].ShouldNotBeNullOrEmpty();
    }

    // Strangers are counted too, and a shared limit would let one of them silence every caller.
    [Fact]
    public static void Each_route_of_the_look_ups_is_throttled_by_itself_and_as_the_page_says()
    {
        var routes = s_template.Functions["LookupCustomer"].At("Events").Entries().Select(route => $"{route.Value.Text("Properties", "Method")} {route.Value.Text("Properties", "Path")}");
        var limits = s_template.Properties("LookupApi").At("RouteSettings").Entries().ToDictionary(route => route.Key, route => route.Value.Text("ThrottlingRateLimit"));
        limits.Keys.ShouldBe(routes, ignoreOrder: true);
        limits.ShouldAllBe(limit => limit.Value == (limit.Key.EndsWith("/changed", StringComparison.Ordinal) ? "50" : "1000"));
        Page.Read("docs/lookup.md").Prose.ShouldContain("1,000 requests a second for look-ups and 50 for changes");
    }
}
