using System.Text;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.HubSpot;
using CrmEnrichment.Crm.Rest;
using CrmEnrichment.Crm.Salesforce;
using CrmEnrichment.Crm.Vtiger;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Platforms.Genesys;
using CrmEnrichment.Sql;
using CrmEnrichment.Tests.Documentation;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace CrmEnrichment.Tests.Deployment;

public static class EnvironmentTests
{
    private static readonly Template s_template = Template.Shipped;

    /// <summary>What a deployment gives to parameters without a default, and to the references that CloudFormation fills in.</summary>
    private static readonly Dictionary<string, string> s_deployed = new(StringComparer.Ordinal)
    {
        ["GenesysSecretArn"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crm-enrichment/genesys-AbCdEf",
        ["CrmSecretArn"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crm-enrichment/crm-AbCdEf",
        ["CrmUrl"] = "https://crm.example.com",
        ["DeadLetters"] = "https://sqs.us-east-1.amazonaws.com/123456789012/crm-enrichment-DeadLetters-AbCdEfGhIjKl",
        ["ParkedLetters"] = "https://sqs.us-east-1.amazonaws.com/123456789012/crm-enrichment-ParkedLetters-AbCdEfGhIjKl",
        ["AuditKey"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:AuditKey-AbCdEf",
        ["LookupKeys"] = "arn:aws:secretsmanager:us-east-1:123456789012:secret:LookupKeys-AbCdEf",
        ["State"] = "crm-enrichment-State-AbCdEfGhIjKl",
    };

    private static readonly string[] s_readByTheRuntime =
    [
        "ANNOTATIONS_HANDLER",
        "AWS_ENDPOINT_URL_DYNAMODB",
        "AWS_ENDPOINT_URL_SECRETS_MANAGER",
        "AWS_ENDPOINT_URL_SQS",
        "AWS_LAMBDA_HANDLER_LOG_FORMAT",
    ];

    public static TheoryData<string> Functions => [.. s_template.Functions.Keys];

    [Theory, MemberData(nameof(Functions))]
    public static void Every_variable_is_a_configuration_key_of_the_code_or_one_of_AWS(string function) =>
        Variables(function).Keys.Where(name => !ConfigurationKeys.Know(name)).ShouldBeSubsetOf(s_readByTheRuntime);

    [Theory, MemberData(nameof(Functions))]
    public static void A_deployment_with_default_parameters_starts(string function)
    {
        var options = AllSections.Read(Configuration(function));
        options.Genesys.SecretId.ShouldBe(s_deployed["GenesysSecretArn"]);
        options.Genesys.Topics.ShouldBe(["customer.start"]);
        options.Crm.Sources.ShouldHaveSingleItem().SecretId.ShouldBe(s_deployed["CrmSecretArn"]);
        options.DeadLetters.QueueUrl.ShouldBe(new Uri(s_deployed["DeadLetters"]));
        options.DeadLetters.ParkedQueueUrl.ShouldBe(function == "ReplayDeadLetters" ? new Uri(s_deployed["ParkedLetters"]) : null);
        options.State.Table.ShouldBe(s_deployed["State"]);
    }

    // A default that differed from the code's would change the product's behaviour where nobody looks for it.
    [Theory, MemberData(nameof(Functions))]
    public static void Parameters_have_the_defaults_of_the_code(string function)
    {
        var deployed = AllSections.Read(Configuration(function));
        deployed.Genesys.Region.ShouldBe(new GenesysOptions().Region);
        deployed.Genesys.MaxEventAge.ShouldBe(new GenesysOptions().MaxEventAge);
        deployed.Genesys.AttributePrefix.ShouldBe(new GenesysOptions().AttributePrefix);
        deployed.Crm.Sources[0].TimeoutMs.ShouldBe(new CrmSourceOptions { Kind = AllKinds.Rest, Own = new RestOptions() }.TimeoutMs);
        deployed.Lookup.Callers.RequestsPerMinute.ShouldBe(new CallerOptions().RequestsPerMinute);
        deployed.Customers.DefaultRegion.ShouldBe(new CustomersOptions().DefaultRegion);
    }

    [Fact]
    public static void Every_region_that_can_be_chosen_is_one_that_the_code_takes()
    {
        foreach (var region in s_template.Parameters["GenesysRegion"].At("AllowedValues").Items())
        {
            AllSections.Read(Configuration("EnrichInteraction", ("GenesysRegion", region.Show()))).Genesys.Region.ShouldBe(region.Show());
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
            if (s_template.Refusals(parameters).Any())
            {
                Should.Throw<InvalidConfigurationException>(() => AllSections.Read(Configuration("EnrichInteraction", parameters))).Message.ShouldContain("Url");
            }
            else
            {
                $"{AllSections.Read(Configuration("EnrichInteraction", parameters)).Crm.Sources[0].Kind}".ShouldBe(kind);
            }
        }
    }

    [Fact]
    public static void A_VPC_has_security_groups()
    {
        s_template.Refusals(Deployed(("SubnetIds", "subnet-0a1"))).ShouldHaveSingleItem().ShouldStartWith("SecurityGroupIds is not set");
        s_template.Refusals(Deployed(("SubnetIds", "subnet-0a1"), ("SecurityGroupIds", "sg-0a1"))).ShouldBeEmpty();
    }

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

    [Theory, MemberData(nameof(Functions))]
    public static void Further_sources_are_written_as_the_page_says(string function)
    {
        var file = Page.Read("docs/deploying.md").CodeBlocks("json").Single();
        var settings = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(file)))
            .AddConfiguration(Configuration(function))
            .Build();

        var options = AllSections.Read(settings);

        options.Customers.WaitFor.ShouldBe(WaitFor.Essential);
        options.Crm.Sources.Select(source => (source.Name, source.Kind.Name, source.Role)).ShouldBe(
            [("crm", "Rest", SourceRole.Essential), ("hubspot", "HubSpot", SourceRole.Ordinary), ("payments", "Http", SourceRole.Ordinary)]);
        options.Crm.Sources[0].SecretId.ShouldBe(s_deployed["CrmSecretArn"]);
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

    private static Dictionary<string, YamlNode> Variables(string function) =>
        s_template.Functions[function].At("Environment", "Variables").Entries().ToDictionary(entry => entry.Key, entry => entry.Value);

    private static CrmSourceOptions Source(string kind, params (string Name, string Value)[] parameters) => AllSections.Read(Configuration(
        "EnrichInteraction", Deployed([("CrmKind", kind), ("CrmUrl", kind is "Salesforce" or "Vtiger" ? "https://acme.my.salesforce.com" : ""), .. parameters]))).Crm.Sources[0];

    private static IConfiguration Configuration(string function, params (string Name, string Value)[] parameters) => Configuration(function, Deployed(parameters));

    private static Dictionary<string, string> Deployed(params (string Name, string Value)[] parameters)
    {
        var known = new Dictionary<string, string>(s_deployed);
        foreach (var (name, value) in parameters)
        {
            known[name] = value;
        }

        return known;
    }

    private static IConfiguration Configuration(string function, Dictionary<string, string> known) => new ConfigurationBuilder()
        .AddInMemoryCollection(Variables(function)
            .Where(variable => !s_readByTheRuntime.Contains(variable.Key))
            .Select(variable => KeyValuePair.Create(variable.Key.Replace("__", ":", StringComparison.Ordinal), s_template.Evaluate(variable.Value, known)))
            .Where(variable => variable.Value is not null))
        .Build();
}
