using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Deployment;

public static partial class GrantTests
{
    private static readonly Template s_template = Template.Shipped;

    /// <summary>What every function's settings name, and these functions do not use.</summary>
    private static readonly Dictionary<string, string[]> s_leftAlone = new(StringComparer.Ordinal)
    {
        ["CheckHealth"] = ["!Ref AuditKey", "!Ref CrmChangesSecretArn", "!Ref CallKeys", "!Ref LeadsSenderSecretArn"],
        ["ReplayDeadLetters"] = ["!Ref CrmChangesSecretArn", "!Ref LeadsSenderSecretArn", "!Ref LeadsQueue"],

        // It remembers whose interaction it is, and leaves no work for the journal.
        ["EnrichInteraction"] = ["!Ref JournalQueue", "!Ref CrmChangesSecretArn"],

        ["TwilioEvents"] = ["!Ref CrmChangesSecretArn"],

        // It asks its queue and nobody else.
        ["VicidialCalls"] = ["!Ref CrmSecretArn", "!Ref AuditKey", "!Ref State"],

        // It asks VICIdial and no CRM.
        ["ClickToCall"] = ["!Ref CrmSecretArn", "!Ref AuditKey"],

        // It asks its queue, and no CRM.
        ["ReceiveLeads"] = ["!Ref CrmSecretArn", "!Ref AuditKey"],

        // It is told by nobody but its queue.
        ["InjectLead"] = ["!Ref LeadsSenderSecretArn"],

        // It asks for tickets and looks nobody up.
        ["UpdateTickets"] = ["!Ref AuditKey"],

        // It looks nobody up: a vendor code is the record.
        ["SyncDisposition"] = ["!Ref AuditKey"],

        // It asks VICIdial, and the CRM nothing.
        ["ReconcileVicidial"] = ["!Ref CrmSecretArn", "!Ref AuditKey"],

        // For how long that is remembered stands in the journal's section.
        ["CrmChanged"] = ["!Ref JournalQueue"],
        ["PollCrmChanges"] = ["!Ref JournalQueue", "!Ref CrmChangesSecretArn"],

        // It writes no letter: a run that fails is repeated, and has lost nothing.
        ["ReconcileJournal"] = ["!Ref DeadLetters"],

        // It collects what events tell, and asks nobody.
        ["LogInteraction"] = ["!Ref GenesysSecretArn", "!Ref TwilioAccountSecretArn", "!Ref CrmSecretArn", "!Ref AuditKey"],
    };

    public static TheoryData<string> Functions => [.. s_template.Functions.Keys];

    public static TheoryData<string> FunctionsThatSignIn => [.. s_template.Functions.Keys.Except(["LogInteraction"])];

    [Theory, MemberData(nameof(FunctionsThatSignIn))]
    public static void A_function_may_read_exactly_the_secrets_that_its_environment_names_and_those_of_further_sources(string function)
    {
        var grants = new Grants(s_template, function);
        grants.ActionsOf("secretsmanager").ShouldBe(["secretsmanager:GetSecretValue"]);
        var named = Named(function, "SecretId");
        IEnumerable<string> ofFurtherSources = function is "VicidialCalls" or "ClickToCall" or "ReconcileVicidial" or "ReceiveLeads" ? [] : ["!Split [,, !Ref MoreSecretArns]"];
        grants.ResourcesOf("secretsmanager").ShouldBe(named.Concat(ofFurtherSources), ignoreOrder: true);
        grants.ActionsOf("kms").ShouldBe(["kms:Decrypt"]);
        grants.ResourcesOf("kms").ShouldBe(["!Ref SecretsKeyArn"]);
    }

    [Fact]
    public static void A_function_that_asks_nobody_may_read_no_secret()
    {
        var grants = new Grants(s_template, "LogInteraction");
        Named("LogInteraction", "SecretId").ShouldBeEmpty();
        grants.ActionsOf("secretsmanager").ShouldBeEmpty();
        grants.ActionsOf("kms").ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Functions))]
    public static void A_function_may_use_exactly_the_queue_and_the_table_that_its_environment_names(string function)
    {
        var grants = new Grants(s_template, function);
        // Lambda takes out of it in the function's name.
        IEnumerable<string> ofTheTrigger = function is "SyncDisposition" ? ["!GetAtt CallsQueue.Arn"] : [];
        grants.ResourcesOf("sqs").ShouldBe(Named(function, "QueueUrl").Select(Arn).Concat(ofTheTrigger), ignoreOrder: true);
        grants.ResourcesOf("dynamodb").ShouldBe(Named(function, "Table").Select(Arn), ignoreOrder: true);
        grants.ResourcesOf("logs").ShouldBe([Arn(s_template.Functions[function].Text("LoggingConfig", "LogGroup"))]);
    }

    [Theory, MemberData(nameof(Functions))]
    public static void A_function_may_do_nothing_else(string function)
    {
        var grants = new Grants(s_template, function);
        grants.Actions.Select(action => action.Split(':')[0]).Distinct().ShouldBeSubsetOf(["logs", "secretsmanager", "kms", "sqs", "dynamodb", "ec2"]);
        grants.ActionsOf("logs").ShouldBe(["logs:CreateLogStream", "logs:PutLogEvents"], ignoreOrder: true);
        grants.Actions.Concat(grants.Resources.Except(grants.ResourcesOf("ec2"))).ShouldAllBe(name => !name.Contains('*'));
        grants.ConditionsOf("dynamodb").ShouldAllBe(condition => condition.StartsWith("{ForAllValues:StringLike: {dynamodb:LeadingKeys: [", StringComparison.Ordinal));
        s_template.Functions[function].At("Policies").ShouldBeNull("SAM leaves Policies aside where there is a Role");
    }

    // What AWSLambdaVPCAccessExecutionRole lists, without its logs. Lambda makes these calls before the code runs.
    [Theory, MemberData(nameof(Functions))]
    public static void Lambda_may_reach_into_the_VPC_and_the_functions_code_may_not(string function)
    {
        var grants = new Grants(s_template, function);
        grants.ActionsOf("ec2").ShouldBe(
            [
                "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DeleteNetworkInterface",
                "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses",
            ], ignoreOrder: true);
        grants.ConditionsOf("ec2").ShouldBe(["{Null: {lambda:SourceFunctionArn: true}}"]);
        s_template.Functions[function].Text("VpcConfig").ShouldStartWith("!If [InVpc, ");
    }

    // The AWS room names each action in the message of its failure.
    [Fact]
    public static void What_the_functions_may_do_is_what_the_code_does()
    {
        var done = Repository.Sources("src/CrmEnrichment.Aws").SelectMany(text => Action.Matches(text)).Select(match => match.Groups["action"].Value).ToHashSet();
        string[] services = ["secretsmanager", "sqs", "dynamodb"];
        var granted = s_template.Functions.Keys.Select(function => new Grants(s_template, function));
        granted.SelectMany(grants => services.SelectMany(grants.ActionsOf)).ToHashSet().ShouldBe(done, ignoreOrder: true);
    }

    [Theory]
    [InlineData("LookupCustomer", "dynamodb:GetItem", "event/EnrichInteraction/1")]
    [InlineData("LookupCustomer", "dynamodb:PutItem", "letter/1/0")]
    [InlineData("LookupCustomer", "dynamodb:UpdateItem", "customer/1")]
    [InlineData("EnrichInteraction", "dynamodb:DeleteItem", "letter/1/0")]
    [InlineData("EnrichInteraction", "dynamodb:PutItem", "changed/customer/1")]
    [InlineData("ReplayDeadLetters", "dynamodb:PutItem", "rate/key/studio/1")]
    [InlineData("CheckHealth", "dynamodb:GetItem", "customer/1")]
    [InlineData("EnrichInteraction", "dynamodb:GetItem", "journal/known/genesys/partner/1")]
    [InlineData("LogInteraction", "dynamodb:GetItem", "customer/1")]
    [InlineData("LogInteraction", "dynamodb:PutItem", "journal/entry/genesys/partner/1")]
    [InlineData("WriteJournalEntry", "dynamodb:PutItem", "journal/known/genesys/partner/1")]
    [InlineData("WriteJournalEntry", "dynamodb:PutItem", "active/genesys/partner/1")]
    [InlineData("WriteJournalEntry", "dynamodb:DeleteItem", "journal/entry/genesys/partner/1")]
    [InlineData("ReconcileJournal", "dynamodb:PutItem", "journal/entry/genesys/partner/1")]
    [InlineData("ReconcileJournal", "dynamodb:DeleteItem", "journal/lease/genesys/partner/1")]
    [InlineData("ReconcileJournal", "dynamodb:GetItem", "customer/1")]
    [InlineData("LookupCustomer", "dynamodb:GetItem", "active/genesys/partner/1")]
    [InlineData("ScreenPop", "dynamodb:GetItem", "active/genesys/partner/1")]
    [InlineData("ScreenPop", "dynamodb:PutItem", "letter/1/0")]
    [InlineData("ScreenPop", "dynamodb:UpdateItem", "rate/key/studio/1")]
    [InlineData("ClickToCall", "dynamodb:UpdateItem", "rate/key/studio/1")]
    [InlineData("ClickToCall", "dynamodb:GetItem", "customer/1")]
    [InlineData("TwilioEvents", "dynamodb:PutItem", "journal/entry/twilio/task/1")]
    [InlineData("TwilioEvents", "dynamodb:DeleteItem", "letter/1/0")]
    [InlineData("EnrichInteraction", "dynamodb:GetItem", "call/twilio/1")]
    [InlineData("VicidialCalls", "dynamodb:GetItem", "vicidial/code/ce_1")]
    [InlineData("SyncDisposition", "dynamodb:GetItem", "customer/1")]
    [InlineData("SyncDisposition", "dynamodb:PutItem", "vicidial/code/ce_1")]
    [InlineData("SyncDisposition", "dynamodb:PutItem", "journal/entry/vicidial/call/1")]
    [InlineData("SyncDisposition", "dynamodb:DeleteItem", "disposition/latest/1")]
    [InlineData("SyncDisposition", "dynamodb:UpdateItem", "rate/key/studio/1")]
    [InlineData("ReconcileVicidial", "dynamodb:GetItem", "customer/1")]
    [InlineData("ReconcileVicidial", "dynamodb:PutItem", "vicidial/told/20261127/SALE/1")]
    [InlineData("ReconcileVicidial", "dynamodb:DeleteItem", "vicidial/told/20261127/SALE/1")]
    [InlineData("ReceiveLeads", "dynamodb:UpdateItem", "rate/key/studio/1")]
    [InlineData("ReceiveLeads", "dynamodb:PutItem", "lead/1")]
    [InlineData("InjectLead", "dynamodb:GetItem", "active/genesys/partner/1")]
    [InlineData("InjectLead", "dynamodb:PutItem", "journal/entry/vicidial/call/1")]
    [InlineData("InjectLead", "dynamodb:DeleteItem", "lead/1")]
    [InlineData("UpdateTickets", "dynamodb:GetItem", "customer/1")]
    [InlineData("UpdateTickets", "dynamodb:UpdateItem", "rate/key/studio/1")]
    [InlineData("UpdateTickets", "dynamodb:DeleteItem", "mail/message/1")]
    [InlineData("ReplayDeadLetters", "dynamodb:PutItem", "mail/position/mailbox")]
    [InlineData("CrmChanged", "dynamodb:PutItem", "customer/1")]
    [InlineData("CrmChanged", "dynamodb:GetItem", "event/EnrichInteraction/1")]
    [InlineData("CrmChanged", "dynamodb:PutItem", "changes/crm/Contacts")]
    [InlineData("PollCrmChanges", "dynamodb:PutItem", "letter/1/0")]
    public static void What_others_keep_in_the_table_is_out_of_reach(string function, string action, string key) =>
        new Grants(s_template, function).AllowState(action, key).ShouldBeFalse();

    [Fact]
    public static void Without_a_platform_nobody_may_read_its_secret_and_the_replay_none_at_all()
    {
        var parameters = Combinations.All["lookups-sql"];
        foreach (var function in s_template.FunctionsUnder(parameters))
        {
            new Grants(s_template, function, parameters).Resources.ShouldNotContain("!Ref GenesysSecretArn");
        }

        new Grants(s_template, "ReplayDeadLetters", parameters).ResourcesOf("secretsmanager").ShouldBeEmpty();
    }

    [Fact]
    public static void Only_the_replay_takes_letters_out_of_the_queue()
    {
        new Grants(s_template, "EnrichInteraction").ActionsOf("sqs").ShouldBe(["sqs:SendMessage"]);
        new Grants(s_template, "ReplayDeadLetters").ActionsOf("sqs").ShouldContain("sqs:DeleteMessage");
        foreach (var function in s_template.Functions.Keys.Except(["ReplayDeadLetters"]))
        {
            var grants = new Grants(s_template, function);
            grants.ResourcesOfAction("sqs:ReceiveMessage").Concat(grants.ResourcesOfAction("sqs:DeleteMessage")).ShouldAllBe(queue => queue == (function == "SyncDisposition" ? "!GetAtt CallsQueue.Arn" : function == "InjectLead" ? "!GetAtt LeadsQueue.Arn" : "!GetAtt JournalQueue.Arn"), function);
        }
    }

    [Fact]
    public static void Lambda_takes_messages_from_the_journals_queue_only_for_the_function_that_it_triggers()
    {
        new Grants(s_template, "WriteJournalEntry").ResourcesOfAction("sqs:ReceiveMessage").ShouldBe(["!GetAtt JournalQueue.Arn"]);
        new Grants(s_template, "WriteJournalEntry").ResourcesOfAction("sqs:SendMessage").ShouldBe(["!GetAtt DeadLetters.Arn", "!GetAtt JournalQueue.Arn"], ignoreOrder: true);
        new Grants(s_template, "LogInteraction").ActionsOf("sqs").ShouldBe(["sqs:SendMessage"]);
    }

    [Fact]
    public static void Without_a_journal_nobody_reaches_its_queue()
    {
        var parameters = new Dictionary<string, string>(Combinations.Everything) { ["Journal"] = "false" };
        foreach (var function in s_template.FunctionsUnder(parameters))
        {
            new Grants(s_template, function, parameters).Resources.ShouldNotContain("!GetAtt JournalQueue.Arn", function);
        }
    }

    [Fact]
    public static void Every_role_belongs_to_one_function_and_only_Lambda_takes_it()
    {
        var roles = s_template.OfType("AWS::IAM::Role");
        roles.Keys.ShouldBe(s_template.Functions.Keys.Select(function => new Grants(s_template, function).Role), ignoreOrder: true);
        roles.Values.ShouldAllBe(role => role.Text("Properties", "AssumeRolePolicyDocument", "Statement") ==
            "[{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]");
    }

    [GeneratedRegex("\"(?<action>(secretsmanager|sqs|dynamodb):[A-Za-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Action { get; }

    private static IEnumerable<string> Named(string function, string last) => s_template.Functions[function].At("Environment", "Variables").Entries()
        .Where(variable => variable.Key.EndsWith(last, StringComparison.Ordinal))
        .SelectMany(variable => variable.Value.Items())
        .Select(Yaml.Show)
        .Except(s_leftAlone.GetValueOrDefault(function, []));

    private static string Arn(string reference) => $"!GetAtt {reference.Replace("!Ref ", "", StringComparison.Ordinal)}.Arn";
}
