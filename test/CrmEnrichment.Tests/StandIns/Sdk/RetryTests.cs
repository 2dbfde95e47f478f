using System.Net;
using Amazon.SQS;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Sdk;

public sealed class RetryTests
{
    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(400, "ThrottlingException")]
    [InlineData(400, "RequestThrottled")]
    public async Task A_Retry_Follows_A_Passing_Failure(int status, string type)
    {
        await using var server = (await WireServer.StartAsync())
            .On("POST /", new WireAnswer(status, $$"""{"__type":"com.amazonaws.sqs#{{type}}"}"""))
            .On("POST /", new WireAnswer(Body: """{"QueueUrl":"http://queues/one"}"""));
        using var sqs = TestSqsClient.For(server);

        var answer = await sqs.GetQueueUrlAsync("one", TestContext.Current.CancellationToken);

        answer.QueueUrl.ShouldBe("http://queues/one");
        server.Requests.Select(r => r.Text).Distinct().ShouldHaveSingleItem();
        server.Requests.ShouldAllBe(r => SignatureVersion4.Part(r, "Signature=") == SignatureVersion4.Sign(r, TestSqsClient.SecretKey));
    }

    [Fact]
    public async Task The_Failure_Comes_Through_When_The_Retries_Are_Used_Up()
    {
        var failure = new WireAnswer(503, """{"__type":"com.amazonaws.sqs#ServiceUnavailable","message":"later"}""");
        await using var server = (await WireServer.StartAsync()).On("POST /", failure).On("POST /", failure).On("POST /", failure);
        using var sqs = TestSqsClient.For(server);

        var e = await Should.ThrowAsync<AmazonSQSException>(() => sqs.GetQueueUrlAsync("one", TestContext.Current.CancellationToken));

        e.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        e.Message.ShouldBe("later");
        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_Wrong_Request_Is_Not_Sent_Again()
    {
        await using var server = (await WireServer.StartAsync())
            .On("POST /", new WireAnswer(400, """{"__type":"com.amazonaws.sqs#InvalidMessageContents"}"""));
        using var sqs = TestSqsClient.For(server);

        await Should.ThrowAsync<AmazonSQSException>(() => sqs.SendMessageAsync(TestSqsClient.QueueUrl, "\u0001", TestContext.Current.CancellationToken));

        server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_Caller_Who_Gives_Up_Ends_The_Call()
    {
        await using var server = (await WireServer.StartAsync()).Hold("POST /");
        using var sqs = TestSqsClient.For(server);
        using var gaveUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var call = sqs.ReceiveMessageAsync(TestSqsClient.QueueUrl, gaveUp.Token);
        await server.Held;
        await gaveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
    }
}
