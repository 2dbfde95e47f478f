using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Sdk;

public sealed class SqsRequestTests
{
    [Fact]
    public async Task A_Message_Goes_Out_With_Its_Attributes_And_Nothing_Else()
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", new WireAnswer(Body: "{}"));
        using var sqs = TestSqsClient.For(server);

        await sqs.SendMessageAsync(
            new SendMessageRequest(TestSqsClient.QueueUrl, "{\"a\":\"ü\"}")
            {
                DelaySeconds = 5,
                MessageAttributes = new()
                {
                    ["handler"] = new() { DataType = "String", StringValue = "enrich" },
                    ["raw"] = new() { DataType = "Binary", BinaryValue = new MemoryStream("ab"u8.ToArray()) },
                },
            },
            TestContext.Current.CancellationToken);

        Operation(server).ShouldBe("AmazonSQS.SendMessage");
        server.Request.Text.ShouldBe(
            $$$$"""{"QueueUrl":"{{{{TestSqsClient.QueueUrl}}}}","MessageBody":"{\"a\":\"ü\"}","DelaySeconds":5,"MessageAttributes":{"handler":{"DataType":"String","StringValue":"enrich"},"raw":{"DataType":"Binary","BinaryValue":"YWI="}}}""");
        server.Request.Header("Content-Type").ShouldBe("application/x-amz-json-1.0");
        server.Request.Header("x-amzn-query-mode").ShouldBe("true");
    }

    [Fact]
    public async Task A_Received_Message_Carries_All_That_The_Queue_Says_Of_It()
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", new WireAnswer(Body: """
            {"Messages":[{"MessageId":"m1","ReceiptHandle":"r1","Body":"hello","MD5OfBody":"5d41402abc4b2a76b9719d911017c592","New":1,
              "Attributes":{"ApproximateReceiveCount":"3"},
              "MessageAttributes":{"raw":{"DataType":"Binary","BinaryValue":"YWI="}}}]}
            """));
        using var sqs = TestSqsClient.For(server);

        var answer = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(TestSqsClient.QueueUrl)
            {
                MaxNumberOfMessages = 10,
                WaitTimeSeconds = 0,
                VisibilityTimeout = 30,
                MessageAttributeNames = ["All"],
                MessageSystemAttributeNames = ["ApproximateReceiveCount"],
            },
            TestContext.Current.CancellationToken);

        Operation(server).ShouldBe("AmazonSQS.ReceiveMessage");
        server.Request.Text.ShouldBe(
            $$"""{"QueueUrl":"{{TestSqsClient.QueueUrl}}","MaxNumberOfMessages":10,"WaitTimeSeconds":0,"VisibilityTimeout":30,"MessageAttributeNames":["All"],"MessageSystemAttributeNames":["ApproximateReceiveCount"]}""");
        var message = answer.Messages.ShouldHaveSingleItem();
        (message.MessageId, message.ReceiptHandle, message.Body).ShouldBe(("m1", "r1", "hello"));
        message.Attributes!["ApproximateReceiveCount"].ShouldBe("3");
        Encoding.UTF8.GetString(message.MessageAttributes!["raw"].BinaryValue!.ToArray()).ShouldBe("ab");
    }

    [Fact]
    public async Task A_List_That_The_Queue_Leaves_Out_Is_Null()
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", new WireAnswer(Body: "{}"));
        using var sqs = TestSqsClient.For(server);

        (await sqs.ReceiveMessageAsync(TestSqsClient.QueueUrl, TestContext.Current.CancellationToken)).Messages.ShouldBeNull();
    }

    [Fact]
    public async Task An_Empty_Answer_Is_An_Answer()
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", new WireAnswer());
        using var sqs = TestSqsClient.For(server);

        (await sqs.DeleteMessageAsync(TestSqsClient.QueueUrl, "r1", TestContext.Current.CancellationToken)).ShouldNotBeNull();

        Operation(server).ShouldBe("AmazonSQS.DeleteMessage");
        server.Request.Text.ShouldBe($$"""{"QueueUrl":"{{TestSqsClient.QueueUrl}}","ReceiptHandle":"r1"}""");
    }

    [Theory]
    [MemberData(nameof(SmallCalls))]
    public async Task The_Small_Calls_Say_What_They_Are_Asked(string operation, string body, string answer, Func<IAmazonSQS, Task<string?>> call)
    {
        await using var server = (await WireServer.StartAsync()).On("POST /", new WireAnswer(Body: answer));
        using var sqs = TestSqsClient.For(server);

        (await call(sqs)).ShouldBe("it");

        Operation(server).ShouldBe("AmazonSQS." + operation);
        server.Request.Text.ShouldBe(body);
    }

    public static TheoryData<string, string, string, Func<IAmazonSQS, Task<string?>>> SmallCalls() => new()
    {
        { "GetQueueUrl", """{"QueueName":"q"}""", """{"QueueUrl":"it"}""", async sqs => (await sqs.GetQueueUrlAsync("q")).QueueUrl },
        { "CreateQueue", """{"QueueName":"q"}""", """{"QueueUrl":"it"}""", async sqs => (await sqs.CreateQueueAsync("q")).QueueUrl },
        {
            "GetQueueAttributes", """{"QueueUrl":"u","AttributeNames":["QueueArn"]}""", """{"Attributes":{"QueueArn":"it"}}""",
            async sqs => (await sqs.GetQueueAttributesAsync("u", ["QueueArn"])).Attributes!["QueueArn"]
        },
        {
            "ChangeMessageVisibility", """{"QueueUrl":"u","ReceiptHandle":"r","VisibilityTimeout":0}""", "{}",
            async sqs => await sqs.ChangeMessageVisibilityAsync("u", "r", 0) is { } ? "it" : null
        },
    };

    private static string? Operation(WireServer server) => server.Request.Header("X-Amz-Target");
}
