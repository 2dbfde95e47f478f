using System.Net;
using System.Net.Sockets;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SQS;
using CrmEnrichment.Aws;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Aws;

/// <summary>What answers in the place of AWS may be a proxy, or broken: that is a passing failure, and its message says what happened.</summary>
public sealed class UnusableAnswerTests
{
    private static readonly AWSCredentials s_credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Answers()
    {
        string[] services = ["Amazon SQS", "AWS Secrets Manager", "Amazon DynamoDB"];
        string[] bodies = ["<html>Sign in to the network</html>", "{", """{"Messages":[{"Body":""", "\u0000\u0001\u0002", "not json"];
        return [.. services.SelectMany(_ => bodies, (service, body) => new TheoryDataRow<string, string>(service, body))];
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_Answer_That_Cannot_Be_Read_Is_Named_By_Its_Exception(string service, string body)
    {
        var failure = await FailAsync(service, new WireAnswer(Body: body));

        failure.Fault.ShouldBe(UpstreamFault.Unavailable);
        failure.Message.ShouldMatch($@"^{service} is not available \(200 [A-Za-z]+Exception\)\.$");
    }

    [Theory]
    [InlineData("Amazon SQS")]
    [InlineData("AWS Secrets Manager")]
    [InlineData("Amazon DynamoDB")]
    public async Task A_Gateway_s_Error_Page_Is_Named_By_Its_Status(string service)
    {
        var failure = await FailAsync(service, new WireAnswer(502, "<html>Bad gateway</html>"));

        failure.Fault.ShouldBe(UpstreamFault.Unavailable);
        failure.Message.ShouldBe($"{service} is not available (502 BadGateway).");
    }

    [Fact]
    public async Task Where_Nobody_Listens_The_Message_Names_What_The_Connection_Ended_In()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        using var sqs = new AmazonSQSClient(s_credentials, new AmazonSQSConfig { ServiceURL = $"http://127.0.0.1:{port}", MaxErrorRetry = 0 });

        var failure = await Should.ThrowAsync<UpstreamException>(() => new SqsDeadLetterQueue(sqs, new Uri($"http://127.0.0.1:{port}/1/q")).SendAsync("{}", null, Cancellation));

        failure.Message.ShouldBe("Amazon SQS is not available (HttpRequestException: ConnectionError, ConnectionRefused).");
    }

    [Theory]
    [InlineData("Amazon SQS")]
    [InlineData("AWS Secrets Manager")]
    [InlineData("Amazon DynamoDB")]
    public async Task A_Refusal_That_Is_No_Answer_Of_The_Service_Is_Still_A_Refusal(string service)
    {
        var failure = await FailAsync(service, new WireAnswer(400, "<html>Bad request</html>"));

        failure.Fault.ShouldBe(UpstreamFault.Rejected);
        failure.Message.ShouldStartWith($"{service} refused the request with BadRequest (");
    }

    [Theory]
    [InlineData("""{"__type":"the caller +1 317 555 0142 is unknown","message":"no"}""")]
    [InlineData("""{"__type":"13175550142","message":"no"}""")]
    [InlineData("""{"__type":"\u001b]0;owned","message":"no"}""")]
    public async Task What_does_not_look_like_an_error_code_is_not_repeated(string body)
    {
        var failure = await FailAsync("Amazon SQS", new WireAnswer(400, body));

        failure.Message.ShouldStartWith("Amazon SQS refused the request with BadRequest (");
    }

    [Fact]
    public async Task A_Message_That_Arrived_Otherwise_Than_It_Was_Sent_Is_A_Passing_Failure()
    {
        await using var server = (await WireServer.StartAsync())
            .On("POST /", new WireAnswer(Body: """{"MessageId":"m1","MD5OfMessageBody":"5d41402abc4b2a76b9719d911017c592"}"""));
        using var sqs = Sqs(server);

        var failure = await Should.ThrowAsync<UpstreamException>(() => Queue(sqs).SendAsync("hallo", null, Cancellation));

        (failure.Fault, failure.Message).ShouldBe((UpstreamFault.Unavailable, "Amazon SQS is not available (AmazonSQSException)."));
    }

    [Fact]
    public async Task A_Letter_That_Was_Changed_On_The_Way_Is_A_Passing_Failure()
    {
        await using var server = (await WireServer.StartAsync())
            .On("POST /", new WireAnswer(Body: """{"Messages":[{"MessageId":"m1","Body":"hallo","MD5OfBody":"5d41402abc4b2a76b9719d911017c592"}]}"""));
        using var sqs = Sqs(server);

        var failure = await Should.ThrowAsync<UpstreamException>(() => Queue(sqs).ReceiveAsync(1, TimeSpan.FromMinutes(1), Cancellation));

        (failure.Fault, failure.Message).ShouldBe((UpstreamFault.Unavailable, "Amazon SQS is not available (AmazonSQSException)."));
    }

    private static async Task<UpstreamException> FailAsync(string service, WireAnswer answer)
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", answer);
        using var sqs = Sqs(server);
        using var secrets = new AmazonSecretsManagerClient(s_credentials, Configure<AmazonSecretsManagerConfig>(server));
        using var dynamo = new AmazonDynamoDBClient(s_credentials, Configure<AmazonDynamoDBConfig>(server));
        var store = new DynamoDbStateStore(dynamo, new StateOptions { Table = "state" }, TimeProvider.System);
        return await Should.ThrowAsync<UpstreamException>(service switch
        {
            "Amazon SQS" => () => Queue(sqs).ReceiveAsync(1, TimeSpan.FromMinutes(1), Cancellation),
            "AWS Secrets Manager" => () => new SecretsManagerSecrets(secrets).ReadAsync("crm", Cancellation).AsTask(),
            _ => () => store.GetAsync("key", Cancellation).AsTask(),
        });
    }

    private static SqsDeadLetterQueue Queue(IAmazonSQS sqs) => new(sqs, new Uri("https://sqs.us-east-1.amazonaws.com/123456789012/letters"));

    private static AmazonSQSClient Sqs(WireServer server) => new(s_credentials, Configure<AmazonSQSConfig>(server));

    private static T Configure<T>(WireServer server)
        where T : ClientConfig, new() => new() { ServiceURL = server.Url.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 };
}
