using System.Text.Json;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Cli;

/// <summary>check --stack and --function: what CloudFormation and Lambda are asked, signed, and what their answers come to.</summary>
public sealed class DeployedCheckTests : IDisposable
{
    private const string SecretKey = "test";
    private const string Stack = "POST /";

    private readonly CheckTool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task A_stack_is_checked_function_by_function_as_its_aliases_have_them()
    {
        await using var aws = await StartAsync();
        aws.On(Stack, Page(Resource("AWS::SQS::Queue", "https://sqs.example.com/1/q") + Resource("AWS::Lambda::Function", "crm-EnrichInteraction-A1"), next: "more/+="))
            .On(Stack, Page(
                Resource("AWS::Lambda::Alias", "arn:aws:lambda:us-east-1:123456789012:function:crm-EnrichInteraction-A1:live")
                + Resource("AWS::Lambda::Function", "crm-CheckHealth-B2") + Resource("AWS::Lambda::Function", "somebody-elses") + Resource("AWS::CloudFormation::Stack", "arn:aws:cloudformation:us-east-1:123456789012:stack/nested/1")))
            .On(Stack, Page(Resource("AWS::Lambda::Function", "nested-ReplayDeadLetters")))
            .On(Function("crm-EnrichInteraction-A1%3Alive"), Configuration("EnrichInteraction", ("Crm__Sources__0__Kind", "Sql,HubSpot")))
            .On(Function("crm-CheckHealth-B2"), Configuration("CheckHealth"))
            .On(Function("somebody-elses"), new WireAnswer(Body: """{"FunctionName":"somebody-elses"}"""))
            .On(Function("nested-ReplayDeadLetters"), Configuration("ReplayDeadLetters"));

        var (code, output, error) = await _tool.RunAsync("--stack", "crm-enrichment");

        code.ShouldBe(1, error);
        output.ShouldStartWith("""
            EnrichInteraction  would not start (crm-EnrichInteraction-A1:live)
            CheckHealth        would start (crm-CheckHealth-B2)
            ReplayDeadLetters  would start (nested-ReplayDeadLetters)

            Crm__Sources__0__Kind is 'Sql,HubSpot': choose one of Http, HubSpot, Rest,
            Salesforce, Sql, Vtiger.
                Stops EnrichInteraction.
            """);
        aws.Requests.Take(3).Select(request => request.Text).ShouldBe(
        [
            "Action=ListStackResources&Version=2010-05-15&StackName=crm-enrichment",
            "Action=ListStackResources&Version=2010-05-15&StackName=crm-enrichment&NextToken=more%2F%2B%3D",
            "Action=ListStackResources&Version=2010-05-15&StackName=arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack%2Fnested%2F1",
        ]);
        aws.Requests.ShouldAllBe(request => SignatureVersion4.Part(request, "Signature=") == SignatureVersion4.Sign(request, SecretKey));
        aws.Requests.Select(request => SignatureVersion4.Part(request, "Credential=").Split('/')[3]).Distinct().ShouldBe(["cloudformation", "lambda"]);
    }

    [Fact]
    public async Task One_function_is_checked_by_its_name_with_the_settings_of_its_package_below()
    {
        await using var aws = await StartAsync();
        aws.On(Function("lookups%3Alive"), Configuration("LookupCustomer", ("Lookup__KeysSecretId", "keys")));
        var package = _tool.File("appsettings.json", """{"Customers": {"WaitFor": "Essential"}}""");

        var answer = await _tool.AskAsync(1, "--function", "lookups:live", "--settings", package);

        CheckTool.Functions(answer).ShouldBe([("LookupCustomer", "DoesNotStart")]);
        CheckTool.Problems(answer).ShouldHaveSingleItem().ShouldStartWith("Customers__WaitFor is 'Essential', and no source is");
    }

    [Fact]
    public async Task The_environment_of_this_machine_is_not_the_deployed_ones()
    {
        await using var aws = await StartAsync();
        aws.On(Function("checks"), Configuration("CheckHealth"));
        _tool.Environment["Customers__WaitFor"] = "nonsense";

        CheckTool.Problems(await _tool.AskAsync(0, "--function", "checks")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stack_that_does_not_exist_is_said_to_be_so()
    {
        await using var aws = await StartAsync();
        aws.On(Stack, new WireAnswer(400, """
            <ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id nowhere does not exist</Message></Error><RequestId>1</RequestId></ErrorResponse>
            """, ("Content-Type", "text/xml")));

        await FailedAsync("refused the request with ValidationError (cloudformation:ListStackResources on the stack). Stack with id nowhere does not exist", "--stack", "nowhere");
    }

    [Theory]
    [InlineData(403, """{"Message":"User: arn:aws:iam::123456789012:user/on-call is not authorized"}""", "AccessDeniedException", "grant lambda:GetFunctionConfiguration on the function")]
    [InlineData(404, """{"Type":"User","Message":"Function not found"}""", "ResourceNotFoundException", "ResourceNotFoundException (lambda:GetFunctionConfiguration on the function)")]
    [InlineData(400, "<html>sesame</html>", "", "BadRequest (lambda:GetFunctionConfiguration on the function)")]
    [InlineData(200, "<html>sesame</html>", "", "AWS Lambda answered something that is no configuration of a function")]
    [InlineData(200, """{"Environment":{"Variables":["sesame"]}}""", "", "AWS Lambda answered something that is no configuration of a function")]
    [InlineData(200, """{"Environment":{"Error":{"ErrorCode":"AccessDeniedException","Message":"sesame"}}}""", "", "grant kms:Decrypt on its key")]
    public async Task What_Lambda_refuses_or_garbles_is_a_sentence(int status, string body, string type, string sentence)
    {
        await using var aws = await StartAsync();
        aws.On(Function("checks"), new WireAnswer(status, body, ("x-amzn-ErrorType", type)));

        await FailedAsync(sentence, "--function", "checks");
    }

    [Theory]
    [InlineData("no XML")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"sesame\">]><a>&b;</a>")]
    public async Task What_is_no_list_of_resources_is_a_sentence(string body)
    {
        await using var aws = await StartAsync();
        aws.On(Stack, new WireAnswer(Body: body));

        await FailedAsync("AWS CloudFormation answered something that is no XML", "--stack", "crm-enrichment");
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using var aws = await StartAsync();
        aws.On(Stack, new WireAnswer(Body: new string(' ', 5 * 1024 * 1024)));

        await FailedAsync("AWS CloudFormation answered with more than 4194304 bytes", "--stack", "crm-enrichment");
    }

    [Fact]
    public async Task A_stack_of_something_else_is_said_to_be_so()
    {
        await using var aws = await StartAsync();
        aws.On(Stack, Page(""));

        var (code, _, error) = await _tool.RunAsync("--stack", "website");

        code.ShouldBe(2);
        error.ShouldBe("The stack 'website' has no function of CrmEnrichment: name one whose ANNOTATIONS_HANDLER is EnrichInteraction, LookupCustomer, ReplayDeadLetters, CheckHealth, LogInteraction, WriteJournalEntry, ReconcileJournal, CrmChanged, PollCrmChanges, TwilioEvents, VicidialCalls, SyncDisposition, ScreenPop, ClickToCall, ReconcileVicidial, ReceiveLeads, InjectLead, UpdateTickets.\n");
    }

    private static string Function(string name) => $"GET /2015-03-31/functions/{name}/configuration";

    private static WireAnswer Configuration(string function, params (string Name, string Value)[] more) => new(Body: JsonSerializer.Serialize(new
    {
        FunctionName = function,
        Environment = new
        {
            Variables = CheckTool.Complete.Split('\n').Where(line => line.Contains("__", StringComparison.Ordinal))
                .Select(line => line.Replace("export ", "", StringComparison.Ordinal).Split('='))
                .Select(pair => (Name: pair[0], Value: pair[1].Trim('\'', '"')))
                .Where(pair => function is not "LookupCustomer" || pair.Name.StartsWith("Crm", StringComparison.Ordinal))
                .Append((Name: "ANNOTATIONS_HANDLER", Value: function)).Concat(more).ToDictionary(pair => pair.Name, pair => pair.Value),
        },
    }));

    private static string Resource(string type, string id) =>
        $"<member><ResourceStatus>CREATE_COMPLETE</ResourceStatus><PhysicalResourceId>{id}</PhysicalResourceId><LogicalResourceId>Some</LogicalResourceId><ResourceType>{type}</ResourceType></member>";

    private static WireAnswer Page(string members, string? next = null) => new(
        Body: $"""<ListStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><ListStackResourcesResult><StackResourceSummaries>{members}</StackResourceSummaries>{(next is null ? "" : $"<NextToken>{next}</NextToken>")}</ListStackResourcesResult></ListStackResourcesResponse>""",
        Headers: ("Content-Type", "text/xml"));

    private async Task<WireServer> StartAsync()
    {
        var server = await WireServer.StartAsync();
        _tool.Environment["AWS_ENDPOINT_URL_CLOUDFORMATION"] = server.Url.ToString();
        _tool.Environment["AWS_ENDPOINT_URL_LAMBDA"] = server.Url.ToString();
        return server;
    }

    private async Task FailedAsync(string sentence, params string[] arguments)
    {
        var (code, output, error) = await _tool.RunAsync(arguments);

        code.ShouldBe(3, output + error);
        error.ShouldContain(sentence);
        (output + error).ShouldNotContain("sesame");
    }
}
