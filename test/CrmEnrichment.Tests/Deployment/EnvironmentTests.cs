using System.Text;
using CrmEnrichment.Calls;
using CrmEnrichment.Changes;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.HubSpot;
using CrmEnrichment.Crm.Rest;
using CrmEnrichment.Crm.Salesforce;
using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Crm.Vtiger;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Platforms.Genesys;
using CrmEnrichment.Platforms.Twilio;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Sql;
using CrmEnrichment.State;
using CrmEnrichment.Leads;
using CrmEnrichment.Tests.Documentation;
using CrmEnrichment.Tickets.Rules;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

public static class EnvironmentTests
{
    private static readonly Template s_template = Template.Shipped;

    /// <summary>What a deployment of everything gives to parameters that have no default for it, and the references that CloudFormation fills in.</summary>
    private static readonly Dictionary<string, string> s_deployed = new(StringComparer.Ordinal)
    {
        ["GenesysSecretArn"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crm-enrichment/genesys-AbCdEf",
        ["CrmSecretArn"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crm-enrichment/crm-AbCdEf",
        ["TwilioAccountSecretArn"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crm-enrichment/twilio-account-AbCdEf",
        ["TwilioWorkspaceSid"] = "WS00000000000000000000000000000001",
        ["TwilioEventsUrl"] = "https://events.example.com",
        ["VicidialSecretArn"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crm-enrichment/vicidial-AbCdEf",
        ["CallsQueue"] = FunctionEnvironment.References["CallsQueue"],
        ["VicidialApiUrl"] = "https://dialer.example.com",
        ["VicidialApiSecretArn"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crm-enrichment/vicidial-api-AbCdEf",
        ["Calls"] = "true",
        ["Leads"] = "true",
        ["LeadsDefaultList"] = "101",
        ["MailHost"] = "imap.example.com",
        ["MailSecretArn"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crm-enrichment/mailbox-AbCdEf",
        ["LeadsQueue"] = FunctionEnvironment.References["LeadsQueue"],
        ["CrmUrl"] = "https://crm.example.com",
        ["Journal"] = "true",
        ["CrmChanges"] = "Signed",
        ["CrmChangesSecretArn"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crm-enrichment/crm-changes-AbCdEf",
        ["JournalQueue"] = FunctionEnvironment.References["JournalQueue"],
        ["DeadLetters"] = FunctionEnvironment.References["DeadLetters"],
        ["ParkedLetters"] = FunctionEnvironment.References["ParkedLetters"],
        ["State"] = FunctionEnvironment.References["State"],
    };

    public static TheoryData<string> Functions => [.. s_template.Functions.Keys];

    [Theory, MemberData(nameof(Functions))]
    public static void Every_variable_is_a_configuration_key_of_the_code_or_one_of_AWS(string function) =>
        Variables(function).Keys.Where(name => !ConfigurationKeys.Know(name)).ShouldBeSubsetOf(FunctionEnvironment.ReadByTheRuntime);

    [Theory, MemberData(nameof(Functions))]
    public static void A_deployment_with_default_parameters_starts(string function)
    {
        var sections = FunctionSections.Read(function, Configuration(function));
        (sections.Get<VicidialOptions>()?.SecretId).ShouldBe(function switch
        {
            "VicidialCalls" => s_deployed["VicidialSecretArn"],
            "SyncDisposition" or "ReconcileVicidial" or "ScreenPop" or "LogInteraction" or "WriteJournalEntry" or "CrmChanged" or "PollCrmChanges" or "ReplayDeadLetters" or "CheckHealth" or "ReceiveLeads" or "InjectLead" => "",
            _ => null,
        });
        if (function is "VicidialCalls")
        {
            // It asks nobody but its queue.
            sections.Get<VicidialOptions>()!.QueueUrl.ShouldBe(new Uri(s_deployed["CallsQueue"]));
            sections.Names.ShouldBe(["Vicidial", "Dispositions", "Http", "Logging"], ignoreOrder: true);
            return;
        }

        if (function is "ClickToCall")
        {
            // It asks VICIdial and no CRM.
            sections.Get<CallsOptions>()!.KeysSecretId.ShouldBe(FunctionEnvironment.References["CallKeys"]);
            sections.Names.ShouldBe(["Calls", "VicidialApi", "Customers", "State", "Http", "Logging"], ignoreOrder: true);
            return;
        }

        (sections.Get<LeadsOptions>()?.QueueUrl).ShouldBe(function is "ReceiveLeads" or "InjectLead" or "ReplayDeadLetters" or "CheckHealth" ? new Uri(s_deployed["LeadsQueue"]) : null);
        (sections.Get<LeadsOptions>()?.DefaultList).ShouldBe(function is "ReceiveLeads" or "InjectLead" or "ReplayDeadLetters" or "CheckHealth" ? "101" : null);
        if (function is "ReceiveLeads")
        {
            // It asks nobody but its queue.
            sections.Get<LeadsOptions>()!.KeysSecretId.ShouldBe(FunctionEnvironment.References["LeadKeys"]);
            sections.Names.ShouldBe(["Leads", "Crm", "Customers", "Vicidial", "State", "Http", "Logging"], ignoreOrder: true);
            return;
        }

        if (function is "InjectLead")
        {
            // It asks VICIdial, and the CRM for records that are told by their ids.
            sections.Get<DeadLetterOptions>()!.QueueUrl.ShouldBe(new Uri(s_deployed["DeadLetters"]));
            sections.Names.ShouldBe(["Leads", "VicidialApi", "Vicidial", "Crm", "Customers", "State", "DeadLetters", "Healing", "Http", "Logging"], ignoreOrder: true);
            return;
        }

        (sections.Get<MailOptions>()?.Mailboxes.ShouldHaveSingleItem().SecretId).ShouldBe(function is "UpdateTickets" or "ReplayDeadLetters" or "CheckHealth" ? s_deployed["MailSecretArn"] : null);
        if (function is "UpdateTickets")
        {
            // It asks the mailbox, and the CRM for tickets.
            sections.Get<MailOptions>()!.Mailboxes[0].Host.ShouldBe("imap.example.com");
            sections.Get<DeadLetterOptions>()!.QueueUrl.ShouldBe(new Uri(s_deployed["DeadLetters"]));
            sections.Names.ShouldBe(["Mail", "Crm", "Customers", "State", "DeadLetters", "Healing", "Http", "Logging"], ignoreOrder: true);
            return;
        }

        if (function is "ReconcileVicidial")
        {
            // It compares VICIdial with the table, and asks no CRM.
            sections.Get<VicidialOptions>()!.QueueUrl.ShouldBe(new Uri(s_deployed["CallsQueue"]));
            sections.Get<StateOptions>()!.Table.ShouldBe(s_deployed["State"]);
            sections.Names.ShouldBe(["Vicidial", "VicidialApi", "State", "Http", "Logging"], ignoreOrder: true);
            return;
        }

        (sections.Get<GenesysOptions>()?.SecretId).ShouldBe(function is "LookupCustomer" or "ScreenPop" or "TwilioEvents" or "SyncDisposition" ? null : s_deployed["GenesysSecretArn"]);
        (sections.Get<GenesysOptions>()?.Topics).ShouldBe(function is "LookupCustomer" or "ScreenPop" or "TwilioEvents" or "SyncDisposition" ? null : ["customer.start"]);
        (sections.Get<TwilioOptions>()?.SecretId).ShouldBe(function is "LookupCustomer" or "ScreenPop" or "EnrichInteraction" or "ReconcileJournal" or "SyncDisposition" ? null : s_deployed["TwilioAccountSecretArn"]);
        sections.Get<CrmOptions>()!.Sources.ShouldHaveSingleItem().SecretId.ShouldBe(s_deployed["CrmSecretArn"]);
        (sections.Get<DeadLetterOptions>()?.QueueUrl).ShouldBe(function is "LookupCustomer" or "ScreenPop" or "CrmChanged" or "PollCrmChanges" ? null : new Uri(s_deployed["DeadLetters"]));
        (sections.Get<DeadLetterOptions>()?.ParkedQueueUrl).ShouldBe(function == "ReplayDeadLetters" ? new Uri(s_deployed["ParkedLetters"]) : null);
        sections.Get<StateOptions>()!.Table.ShouldBe(s_deployed["State"]);
        (sections.Get<JournalOptions>()?.QueueUrl).ShouldBe(function is "LookupCustomer" or "ScreenPop" ? null : new Uri(s_deployed["JournalQueue"]));
        (sections.Get<JournalOptions>()?.Crms).ShouldBe(function is "LookupCustomer" or "ScreenPop" ? null : ["crm"]);
        (sections.Get<ChangesOptions>()?.Senders.Select(sender => $"{sender.Source}: {sender.Scheme}")).ShouldBe(
            function is "LookupCustomer" or "ScreenPop" or "LogInteraction" or "WriteJournalEntry" or "ReconcileJournal" or "SyncDisposition" ? null : ["crm: Signed"]);
    }

    [Fact]
    public static void By_default_nothing_is_logged_and_no_function_reads_of_a_journal()
    {
        s_template.Parameters["Journal"].Text("Default").ShouldBe("false");
        foreach (var function in new[] { "EnrichInteraction", "ReplayDeadLetters", "CheckHealth" })
        {
            Configuration(function, ("Journal", "false")).GetSection("Journal").Exists().ShouldBeFalse(function);
        }
    }

    [Fact]
    public static void By_default_no_change_is_told_and_no_function_reads_of_one()
    {
        (s_template.Parameters["CrmChanges"].Text("Default"), s_template.Parameters["CrmPolling"].Text("Default")).ShouldBe(("None", "false"));
        foreach (var function in new[] { "EnrichInteraction", "ReplayDeadLetters", "CheckHealth" })
        {
            Configuration(function, ("CrmChanges", "None")).GetSection("Changes").Exists().ShouldBeFalse(function);
        }
    }

    [Fact]
    public static void Each_way_of_telling_changes_is_a_parameter()
    {
        s_template.Parameters["CrmChanges"].At("AllowedValues").Items().Select(Yaml.Show)
            .ShouldBe(AllKinds.List.SelectMany(kind => kind.Notices).Select(scheme => scheme.Name).Distinct().Prepend("None"), ignoreOrder: true);
        var hubSpot = Changes("CrmChanged", ("CrmKind", "HubSpot"), ("CrmUrl", ""), ("CrmChanges", "HubSpot"), ("CrmChangesPublicUrl", "https://crm-changes.example.com"));
        ($"{hubSpot.Senders.ShouldHaveSingleItem().Scheme}", hubSpot.PublicUrl!.Host).ShouldBe(("HubSpot", "crm-changes.example.com"));
        var salesforce = Changes("CrmChanged", ("CrmKind", "Salesforce"), ("CrmChanges", "Salesforce"), ("SalesforceOrganizationId", "00D5g000004HTRp")).Senders.ShouldHaveSingleItem();
        ($"{salesforce.Scheme}", salesforce.OrganizationId).ShouldBe(("Salesforce", "00D5g000004HTRp"));
        var vtiger = Changes("PollCrmChanges", ("CrmKind", "Vtiger"), ("CrmChanges", "None"), ("CrmPolling", "true"));
        (vtiger.Senders.Count, vtiger.Polled.ShouldHaveSingleItem()).ShouldBe((0, "crm"));
    }

    [Fact]
    public static void The_poll_invokes_the_alias_is_allowed_to_and_ends_before_the_next_begins()
    {
        var (schedule, permission) = (s_template.Resources["ChangesSchedule"], s_template.Resources["ChangesScheduleMayInvoke"]);
        (schedule.At("Properties", "Targets").Items().ShouldHaveSingleItem().Text("Arn"), permission.Text("Properties", "FunctionName")).ShouldBe(("!Ref PollCrmChanges.Alias", "!Ref PollCrmChanges.Alias"));
        (permission.Text("Properties", "SourceArn"), permission.Text("Properties", "Principal")).ShouldBe(("!GetAtt ChangesSchedule.Arn", "events.amazonaws.com"));
        (schedule.Text("Properties", "ScheduleExpression"), s_template.Functions["PollCrmChanges"].Text("Timeout")).ShouldBe(("rate(2 minutes)", "60"));
    }

    // The last part of the path can be a secret, and a query can hold anything.
    [Fact]
    public static void The_access_log_of_changes_has_the_route_and_neither_path_nor_caller()
    {
        var format = s_template.Properties("ChangesApi").Text("AccessLogSettings", "Format");
        format.ShouldContain("$context.routeKey");
        format.ShouldNotContain("$context.path");
        format.ShouldNotContain("$context.identity");
        s_template.Functions["CrmChanged"].At("Events").Entries().Select(route => route.Value.Text("Properties", "Path")).ShouldBe(["/crm/changes/{source}", "/crm/changes/{source}/{secret}"]);
    }

    // The path holds the secret, and the query numbers and names.
    [Fact]
    public static void The_access_log_of_call_urls_has_the_route_and_neither_path_nor_caller()
    {
        var format = s_template.Properties("VicidialApi").Text("AccessLogSettings", "Format");
        format.ShouldContain("$context.routeKey");
        format.ShouldNotContain("$context.path");
        format.ShouldNotContain("$context.identity");
        s_template.Functions["VicidialCalls"].At("Events").Entries().Select(route => route.Value.Text("Properties", "Path")).ShouldBe(["/{secret}/webhook/call_start", "/{secret}/webhook/call_end"]);
    }

    // A path names the agent.
    [Fact]
    public static void The_access_log_of_click_to_call_has_the_route_and_neither_path_nor_caller()
    {
        var format = s_template.Properties("ClickToCallApi").Text("AccessLogSettings", "Format");
        format.ShouldContain("$context.routeKey");
        format.ShouldNotContain("$context.path");
        format.ShouldNotContain("$context.identity");
        s_template.Functions["ClickToCall"].At("Events").Entries().Select(route => route.Value.Text("Properties", "Path")).ShouldBe(["/calls", "/calls/{agent}/{order}"]);
    }

    // A path can hold a secret.
    [Fact]
    public static void The_access_log_of_leads_has_the_route_and_neither_path_nor_caller()
    {
        var format = s_template.Properties("LeadsApi").Text("AccessLogSettings", "Format");
        format.ShouldContain("$context.routeKey");
        format.ShouldNotContain("$context.path");
        format.ShouldNotContain("$context.identity");
        s_template.Functions["ReceiveLeads"].At("Events").Entries().Select(route => route.Value.Text("Properties", "Path")).ShouldBe(["/leads", "/leads/{source}", "/leads/{source}/{secret}"]);
    }

    [Fact]
    public static void Each_way_of_bringing_leads_is_a_parameter()
    {
        s_template.Parameters["LeadsSender"].Text("AllowedValues").ShouldBe(s_template.Parameters["CrmChanges"].Text("AllowedValues"));
        var secret = ("LeadsSenderSecretArn", "arn");
        var hubSpot = Leads(("CrmKind", "HubSpot"), ("CrmUrl", ""), ("LeadsSender", "HubSpot"), secret, ("LeadsPublicUrl", "https://leads.example.com"));
        ($"{hubSpot.Senders.ShouldHaveSingleItem().Scheme}", hubSpot.PublicUrl!.Host).ShouldBe(("HubSpot", "leads.example.com"));
        var salesforce = Leads(("CrmKind", "Salesforce"), ("LeadsSender", "Salesforce"), secret, ("SalesforceOrganizationId", "00D5g000004HTRp")).Senders.ShouldHaveSingleItem();
        ($"{salesforce.Scheme}", salesforce.OrganizationId).ShouldBe(("Salesforce", "00D5g000004HTRp"));
        $"{Leads(("LeadsSender", "Signed"), secret).Senders.ShouldHaveSingleItem().Scheme}".ShouldBe("Signed");
    }

    private static LeadsOptions Leads(params (string Name, string Value)[] parameters)
    {
        s_template.Refusals(Deployed(parameters)).ShouldBeEmpty();
        return FunctionSections.Read("ReceiveLeads", Configuration("ReceiveLeads", parameters)).Get<LeadsOptions>()!;
    }

    private static ChangesOptions Changes(string function, params (string Name, string Value)[] parameters)
    {
        s_template.Refusals(Deployed(parameters)).ShouldBeEmpty();
        return FunctionSections.Read(function, Configuration(function, parameters)).Get<ChangesOptions>()!;
    }

    [Theory]
    [InlineData("Ignore", UnknownCaller.Ignore)]
    [InlineData("Create", UnknownCaller.Create)]
    [InlineData("Unassigned", UnknownCaller.Unassigned)]
    public static void What_happens_with_unknown_callers_is_a_parameter(string value, UnknownCaller read)
    {
        s_template.Parameters["JournalUnknownCaller"].At("AllowedValues").Items().Select(Yaml.Show).ShouldBe(Enum.GetNames<UnknownCaller>());
        FunctionSections.Read("WriteJournalEntry", Configuration("WriteJournalEntry", ("JournalUnknownCaller", value))).Get<JournalOptions>()!.UnknownCaller.ShouldBe(read);
    }

    // A default that differed from the code's would change the product's behaviour where nobody looks for it.
    [Fact]
    public static void Parameters_have_the_defaults_of_the_code()
    {
        var enrichment = FunctionSections.Read("EnrichInteraction", Configuration("EnrichInteraction"));
        var genesys = enrichment.Get<GenesysOptions>()!;
        (genesys.Region, genesys.MaxEventAge, genesys.AttributePrefix).ShouldBe((new GenesysOptions().Region, new GenesysOptions().MaxEventAge, new GenesysOptions().AttributePrefix));
        enrichment.Get<CrmOptions>()!.Sources[0].TimeoutMs.ShouldBe(new CrmSourceOptions { Kind = AllKinds.Rest, Own = new RestOptions() }.TimeoutMs);
        enrichment.Get<CustomersOptions>()!.DefaultRegion.ShouldBe(new CustomersOptions().DefaultRegion);
        FunctionSections.Read("LookupCustomer", Configuration("LookupCustomer")).Get<CallerOptions>()!.RequestsPerMinute.ShouldBe(new CallerOptions().RequestsPerMinute);
        FunctionSections.Read("WriteJournalEntry", Configuration("WriteJournalEntry")).Get<JournalOptions>()!.UnknownCaller.ShouldBe(new JournalOptions().UnknownCaller);
    }

    [Fact]
    public static void Every_region_that_can_be_chosen_is_one_that_the_code_takes()
    {
        foreach (var region in s_template.Parameters["GenesysRegion"].At("AllowedValues").Items())
        {
            FunctionSections.Read("EnrichInteraction", Configuration("EnrichInteraction", ("GenesysRegion", region.Show()))).Get<GenesysOptions>()!.Region.ShouldBe(region.Show());
        }
    }

    public static TheoryData<string> Kinds => [.. s_template.Parameters["CrmKind"].At("AllowedValues").Items().Select(Yaml.Show)];

    [Fact]
    public static void Every_kind_that_finds_customers_can_be_chosen() =>
        Kinds.Select(kind => kind.Data).ShouldBe(AllKinds.List.Except([AllKinds.Http]).Select(kind => kind.Name), ignoreOrder: true);

    // Rules are told before anything is deployed, and they have to be right about the code.
    [Theory, MemberData(nameof(Kinds))]
    public static void A_kind_starts_with_the_address_that_the_rules_ask_for_and_not_otherwise(string kind)
    {
        foreach (var url in new[] { "", "https://crm.example.com" })
        {
            var parameters = Deployed(("CrmKind", kind), ("CrmUrl", url));
            if (!s_template.Refusals(parameters).Any())
            {
                $"{Crm(parameters).Sources[0].Kind}".ShouldBe(kind);
            }
            else
            {
                Should.Throw<InvalidConfigurationException>(() => Crm(parameters)).Message.ShouldContain("Url");
            }
        }
    }

    /// <summary>Parameters that do not go together, and what is said of them.</summary>
    public static TheoryData<string, (string Name, string Value)[]> Contradictions => new()
    {
        { "SecurityGroupIds is not set", [("SubnetIds", "subnet-0a1")] },
        { "CrmUrl is not set", [("CrmUrl", "")] },
        { "CrmUrl is set, and CrmKind is Sql", [("CrmKind", "Sql")] },
        { "CrmUrl is set, and CrmKind is HubSpot", [("CrmKind", "HubSpot")] },
        { "GenesysSecretArn is not set, and LookupCallers is None", [("GenesysSecretArn", ""), ("TwilioAccountSecretArn", ""), ("VicidialSecretArn", ""), ("LookupCallers", "None"), ("Journal", "false"), ("Calls", "false"), ("Leads", "false"), ("MailSecretArn", "")] },
        { "Calls is true, and VicidialApiSecretArn is not set", [("VicidialApiSecretArn", ""), ("Leads", "false")] },
        { "MailHost is not set", [("MailHost", "")] },
        { "MailSecretArn is set, and CrmKind is Sql", [("CrmKind", "Sql"), ("CrmUrl", ""), ("MailSecretArn", "arn")] },
        { "Leads is true, and VicidialApiSecretArn is not set", [("VicidialApiSecretArn", ""), ("Calls", "false")] },
        { "LeadsSenderSecretArn is not set", [("LeadsSender", "Signed")] },
        { "LeadsSender is set, and Leads is false", [("LeadsSender", "Signed"), ("LeadsSenderSecretArn", "arn"), ("Leads", "false")] },
        { "LeadsSender is HubSpot, and CrmKind is not", [("LeadsSender", "HubSpot"), ("LeadsSenderSecretArn", "arn"), ("LeadsPublicUrl", "https://leads.example.com")] },
        { "LeadsPublicUrl is not set", [("CrmKind", "HubSpot"), ("CrmUrl", ""), ("LeadsSender", "HubSpot"), ("LeadsSenderSecretArn", "arn")] },
        { "LeadsSender is Salesforce, and CrmKind is not", [("LeadsSender", "Salesforce"), ("LeadsSenderSecretArn", "arn"), ("SalesforceOrganizationId", "00D5g000004HTRp")] },
        { "SalesforceOrganizationId is not set", [("CrmKind", "Salesforce"), ("LeadsSender", "Salesforce"), ("LeadsSenderSecretArn", "arn")] },
        { "PartnerEventSource is set, and GenesysSecretArn is not", [("GenesysSecretArn", ""), ("PartnerEventSource", "aws.partner/genesys.com/cloud/1/a"), ("Journal", "false")] },
        { "Journal is true, and GenesysSecretArn is not set", [("GenesysSecretArn", ""), ("TwilioAccountSecretArn", ""), ("VicidialSecretArn", "")] },
        { "TwilioWorkspaceSid is not set", [("TwilioWorkspaceSid", "")] },
        { "TwilioEventsUrl is not set", [("TwilioEventsUrl", "")] },
        { "VicidialApiUrl is not set", [("VicidialApiUrl", "")] },
        { "CrmChangesSecretArn is not set", [("CrmChangesSecretArn", "")] },
        { "CrmChanges is HubSpot, and CrmKind is not", [("CrmChanges", "HubSpot"), ("CrmChangesPublicUrl", "https://crm-changes.example.com")] },
        { "CrmChangesPublicUrl is not set", [("CrmKind", "HubSpot"), ("CrmUrl", ""), ("CrmChanges", "HubSpot")] },
        { "CrmChanges is Salesforce, and CrmKind is not", [("CrmChanges", "Salesforce"), ("SalesforceOrganizationId", "00D5g000004HTRp")] },
        { "SalesforceOrganizationId is not set", [("CrmKind", "Salesforce"), ("CrmChanges", "Salesforce")] },
        { "CrmPolling is true, and CrmKind is not Vtiger", [("CrmPolling", "true")] },
        { "LookupPublicUrl is not set", [("TwilioSecretArn", "arn")] },
        { "TwilioSecretArn is not set, and LookupCallers is Twilio", [("LookupCallers", "Twilio")] },
        { "TwilioSecretArn is set, and LookupCallers is None", [("LookupCallers", "None"), ("TwilioSecretArn", "arn"), ("LookupPublicUrl", "https://lookup.example.com")] },
    };

    [Theory, MemberData(nameof(Contradictions))]
    public static void What_does_not_go_together_is_refused_with_the_fix(string refusal, (string Name, string Value)[] parameters) =>
        s_template.Refusals(Deployed(parameters)).ShouldHaveSingleItem().ShouldStartWith(refusal);

    [Fact]
    public static void Every_refusal_is_tried() => s_template.Root.At("Rules").Entries().SelectMany(rule => rule.Value.At("Assertions").Items())
        .Select(assertion => assertion.Text("AssertDescription"))
        .ShouldAllBe(description => Contradictions.Any(row => description.StartsWith(row.Data.Item1, StringComparison.Ordinal)));

    [Fact]
    public static void What_only_one_kind_has_is_said_by_parameters_with_the_codes_defaults()
    {
        var hubSpot = Source("HubSpot");
        (hubSpot.Of<HubSpotOptions>().Company, hubSpot.Of<HubSpotOptions>().Deal).ShouldBe((new HubSpotOptions().Company, new HubSpotOptions().Deal));
        var salesforce = Source("Salesforce");
        (salesforce.Of<SalesforceOptions>().Account, salesforce.Of<SalesforceOptions>().Opportunity, salesforce.Of<SalesforceOptions>().Auth, salesforce.Of<SalesforceOptions>().Audience)
            .ShouldBe((new SalesforceOptions().Account, new SalesforceOptions().Opportunity, new SalesforceOptions().Auth, new SalesforceOptions().Audience));
        Source("Vtiger").Of<VtigerOptions>().Account.ShouldBe(new VtigerOptions().Account);
        var sql = Source("Sql");
        (sql.Of<SqlSourceOptions>().Engine, sql.Of<SqlSourceOptions>().CaFile).ShouldBe((new SqlSourceOptions().Engine, new SqlSourceOptions().CaFile));
    }

    [Fact]
    public static void What_only_one_kind_has_can_be_said_otherwise()
    {
        var hubSpot = Source("HubSpot", ("CrmCompany", "false"), ("CrmDeal", "false")).Of<HubSpotOptions>();
        (hubSpot.Company, hubSpot.Deal).ShouldBe((false, false));
        var salesforce = Source("Salesforce", ("CrmCompany", "false"), ("CrmDeal", "false"), ("SalesforceAuth", "JwtBearer"), ("SalesforceAudience", "https://test.salesforce.com")).Of<SalesforceOptions>();
        (salesforce.Account, salesforce.Opportunity, salesforce.Auth, salesforce.Audience.Host).ShouldBe((false, false, SalesforceAuth.JwtBearer, "test.salesforce.com"));
        Source("Vtiger", ("CrmCompany", "false")).Of<VtigerOptions>().Account.ShouldBeFalse();
        var sql = Source("Sql", ("SqlEngine", "PostgreSql"), ("SqlCaFile", "/var/task/rds.pem")).Of<SqlSourceOptions>();
        (sql.Engine, sql.CaFile).ShouldBe((SqlEngine.PostgreSql, "/var/task/rds.pem"));
    }

    public static TheoryData<string> FunctionsWithSources => [.. s_template.Functions.Keys.Except(["VicidialCalls", "ClickToCall", "ReconcileVicidial"])];

    [Theory, MemberData(nameof(FunctionsWithSources))]
    public static void Further_sources_are_written_as_the_page_says(string function)
    {
        var sections = FunctionSections.Read(function, Beside(Example("payments"), Configuration(function)));

        sections.Get<CustomersOptions>()!.WaitFor.ShouldBe(WaitFor.Essential);
        var crm = sections.Get<CrmOptions>()!;
        crm.Sources.Select(source => (source.Name, source.Kind.Name, source.Role)).ShouldBe(
            [("crm", "Rest", SourceRole.Essential), ("hubspot", "HubSpot", SourceRole.Ordinary), ("payments", "Http", SourceRole.Ordinary)]);
        crm.Sources[0].SecretId.ShouldBe(s_deployed["CrmSecretArn"]);
    }

    [Fact]
    public static void A_query_of_ones_own_is_written_as_the_page_says()
    {
        var environment = FunctionEnvironment.Of("LookupCustomer", Combinations.All["lookups-sql"]);

        var source = FunctionSections.Read("LookupCustomer", Beside(Example("PhoneQuery"), environment)).Get<CrmOptions>()!.Sources.ShouldHaveSingleItem();

        var sql = source.Own.ShouldBeOfType<SqlSourceOptions>();
        (sql.IdColumn, sql.CaFile).ShouldBe(("customer_no", "/var/task/global-bundle.pem"));
        sql.PhoneQuery.ShouldContain("@national");
        source.Fields["accountStatus"].ShouldBe("state");
    }

    // sam local drops every variable of env.json that the template does not name, without a word.
    [Fact]
    public static void The_variables_for_sam_local_are_variables_of_the_template()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Repository.Root, "events/env.json")), "events/env.json is not there");
        var local = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "events/env.json")).Build();
        foreach (var function in local.GetChildren())
        {
            // "Parameters" holds for all functions.
            var known = function.Key == "Parameters" ? s_template.Functions.Keys.SelectMany(name => Variables(name).Keys) : Variables(function.Key).Keys;
            function.GetChildren().Select(variable => variable.Key).ShouldBeSubsetOf(known);
        }
    }

    private static string Example(string holding) =>
        Page.Read("docs/deploying.md").CodeBlocks("json").Single(block => block.Contains(holding, StringComparison.Ordinal));

    private static IConfiguration Beside(string file, IConfiguration environment) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(file)))
        .AddConfiguration(environment)
        .Build();

    private static Dictionary<string, YamlNode> Variables(string function) => FunctionEnvironment.VariablesOf(function);

    private static CrmSourceOptions Source(string kind, params (string Name, string Value)[] parameters) =>
        Crm(Deployed([("CrmKind", kind), ("CrmUrl", kind is "Salesforce" or "Vtiger" ? "https://acme.my.salesforce.com" : ""), .. parameters])).Sources[0];

    private static CrmOptions Crm(Dictionary<string, string> parameters) =>
        FunctionSections.Read("EnrichInteraction", FunctionEnvironment.Of("EnrichInteraction", parameters)).Get<CrmOptions>()!;

    private static IConfiguration Configuration(string function, params (string Name, string Value)[] parameters) => FunctionEnvironment.Of(function, Deployed(parameters));

    private static Dictionary<string, string> Deployed(params (string Name, string Value)[] parameters)
    {
        var known = new Dictionary<string, string>(s_deployed);
        foreach (var (name, value) in parameters)
        {
            known[name] = value;
        }

        if (known.GetValueOrDefault("CrmKind") is "Sql" && !parameters.Any(parameter => parameter.Name is "MailSecretArn"))
        {
            // Their tickets get no comments.
            known["MailSecretArn"] = "";
        }

        return known;
    }
}
