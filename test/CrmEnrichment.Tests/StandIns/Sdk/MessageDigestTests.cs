using Amazon.Runtime;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Sdk;

public sealed class MessageDigestTests
{
    private const string HelloDigest = "5d41402abc4b2a76b9719d911017c592";

    [Fact]
    public async Task A_Body_That_Arrived_As_It_Was_Sent_Is_Accepted()
    {
        await using var server = (await WireServer.StartAsync())
            .On("POST /", new WireAnswer(Body: $$"""{"MessageId":"m1","MD5OfMessageBody":"{{HelloDigest}}"}"""));
        using var sqs = TestSqsClient.For(server);

        var sent = await sqs.SendMessageAsync(TestSqsClient.QueueUrl, "hello", TestContext.Current.CancellationToken);

        sent.MessageId.ShouldBe("m1");
    }

    [Fact]
    public async Task A_Body_That_Arrived_Otherwise_Is_An_Error_And_Not_Sent_Twice()
    {
        await using var server = (await WireServer.StartAsync())
            .On("POST /", new WireAnswer(Body: $$"""{"MessageId":"m1","MD5OfMessageBody":"{{HelloDigest}}"}"""));
        using var sqs = TestSqsClient.For(server);

        var e = await Should.ThrowAsync<AmazonClientException>(() => sqs.SendMessageAsync(TestSqsClient.QueueUrl, "hallo", TestContext.Current.CancellationToken));

        e.Message.ShouldContain("MD5");
        server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_Received_Body_That_Was_Changed_Is_An_Error()
    {
        await using var server = (await WireServer.StartAsync())
            .On("POST /", new WireAnswer(Body: $$"""{"Messages":[{"MessageId":"m1","Body":"hallo","MD5OfBody":"{{HelloDigest}}"}]}"""));
        using var sqs = TestSqsClient.For(server);

        await Should.ThrowAsync<AmazonClientException>(() => sqs.ReceiveMessageAsync(TestSqsClient.QueueUrl, TestContext.Current.CancellationToken));
    }
}
