using Amazon.SQS;
using Amazon.SQS.Model;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>AWSSDK.SQS, which is not ours, makes every call that we and <c>crm-enrich</c> make; it refuses answers that SQS would not give.</summary>
public sealed class LocalCloudSqsTests(LocalCloudSqs local) : IClassFixture<LocalCloudSqs>
{
    private readonly IAmazonSQS _sqs = local.Sqs;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Message_Comes_Back_As_It_Was_Sent()
    {
        var queue = local.CreateQueue();
        var sent = await _sqs.SendMessageAsync(
            new SendMessageRequest(queue, """{"name":"Łódź \u0022x\u0022 漢 😀 <&>"}""")
            {
                MessageAttributes = new(StringComparer.Ordinal)
                {
                    ["handler"] = new() { DataType = "String", StringValue = "enrich-interaction" },
                    ["attempts"] = new() { DataType = "Number", StringValue = "3" },
                },
            },
            Cancellation);

        var message = (await ReceiveAsync(queue)).ShouldHaveSingleItem();

        message.MessageId.ShouldBe(sent.MessageId);
        message.Body.ShouldBe("""{"name":"Łódź \u0022x\u0022 漢 😀 <&>"}""");
        message.MD5OfBody.ShouldBe(sent.MD5OfMessageBody);
        ShouldHaveBeenReceived(message, 1);
        var attributes = message.MessageAttributes.ShouldNotBeNull();
        (attributes["handler"].DataType, attributes["handler"].StringValue).ShouldBe(("String", "enrich-interaction"));
        (attributes["attempts"].DataType, attributes["attempts"].StringValue).ShouldBe(("Number", "3"));
    }

    [Fact]
    public async Task An_Empty_Queue_Gives_Nothing() => (await ReceiveAsync(local.CreateQueue())).ShouldBeEmpty();

    [Fact]
    public async Task A_Received_Message_Is_Hidden_Until_It_Is_Given_Back()
    {
        var queue = local.CreateQueue();
        await _sqs.SendMessageAsync(queue, "letter", Cancellation);
        var first = (await ReceiveAsync(queue)).ShouldHaveSingleItem();
        (await ReceiveAsync(queue)).ShouldBeEmpty();

        await _sqs.ChangeMessageVisibilityAsync(queue, first.ReceiptHandle!, 0, Cancellation);

        var again = (await ReceiveAsync(queue)).ShouldHaveSingleItem();
        again.MessageId.ShouldBe(first.MessageId);
        ShouldHaveBeenReceived(again, 2);
    }

    [Fact]
    public async Task A_Batch_Of_Visibilities_Says_Of_Each_Whether_It_Was_Changed()
    {
        var queue = local.CreateQueue();
        await _sqs.SendMessageAsync(queue, "letter", Cancellation);
        var held = (await ReceiveAsync(queue)).ShouldHaveSingleItem();

        var answer = await _sqs.ChangeMessageVisibilityBatchAsync(
            queue,
            [new("held", held.ReceiptHandle) { VisibilityTimeout = 0 }, new("never-given", "never given") { VisibilityTimeout = 0 }],
            Cancellation);

        answer.Successful.ShouldHaveSingleItem().Id.ShouldBe("held");
        var failed = answer.Failed.ShouldHaveSingleItem();
        (failed.Id, failed.Code, failed.SenderFault).ShouldBe(("never-given", "ReceiptHandleIsInvalid", true));
        (await ReceiveAsync(queue)).ShouldHaveSingleItem().MessageId.ShouldBe(held.MessageId);
    }

    [Fact]
    public async Task A_Deleted_Message_Is_Gone()
    {
        var queue = local.CreateQueue();
        await _sqs.SendMessageAsync(queue, "kept", Cancellation);
        await _sqs.SendMessageAsync(queue, "deleted", Cancellation);
        var messages = await ReceiveAsync(queue);

        await _sqs.DeleteMessageAsync(queue, messages.Single(m => m.Body is "deleted").ReceiptHandle!, Cancellation);
        await _sqs.ChangeMessageVisibilityAsync(queue, messages.Single(m => m.Body is "kept").ReceiptHandle!, 0, Cancellation);

        (await ReceiveAsync(queue)).ShouldHaveSingleItem().Body.ShouldBe("kept");
    }

    [Fact]
    public async Task The_Attributes_Count_What_Waits_And_What_Is_Hidden()
    {
        var queue = local.CreateQueue();
        foreach (var body in new[] { "one", "two", "three" })
        {
            await _sqs.SendMessageAsync(queue, body, Cancellation);
        }

        await ReceiveAsync(queue, atMost: 1);

        var attributes = (await _sqs.GetQueueAttributesAsync(queue, ["All"], Cancellation)).Attributes.ShouldNotBeNull();
        attributes["ApproximateNumberOfMessages"].ShouldBe("2");
        attributes["ApproximateNumberOfMessagesNotVisible"].ShouldBe("1");
        attributes["QueueArn"].ShouldEndWith(":" + NameOf(queue));
    }

    [Fact]
    public async Task A_Batch_Is_Ten_At_Most()
    {
        var queue = local.CreateQueue();
        for (var i = 0; i < 12; i++)
        {
            await _sqs.SendMessageAsync(queue, $"{i}", Cancellation);
        }

        var (first, second) = (await ReceiveAsync(queue), await ReceiveAsync(queue));

        first.Count.ShouldBe(10);
        first.Concat(second).Select(m => m.Body).Distinct(StringComparer.Ordinal).Count().ShouldBe(12);
    }

    [Fact]
    public async Task A_Queue_Is_Found_By_Its_Name()
    {
        var queue = local.CreateQueue();

        (await _sqs.GetQueueUrlAsync(NameOf(queue), Cancellation)).QueueUrl.ShouldBe(queue);
    }

    [Fact]
    public async Task A_Queue_That_Is_Not_There_Is_Said_To_Be_Missing()
    {
        var missing = local.CreateQueue() + "-missing";

        (await Should.ThrowAsync<QueueDoesNotExistException>(() => _sqs.GetQueueUrlAsync(NameOf(missing), Cancellation)))
            .ErrorCode.ShouldBe("AWS.SimpleQueueService.NonExistentQueue");
        await Should.ThrowAsync<QueueDoesNotExistException>(() => _sqs.SendMessageAsync(missing, "letter", Cancellation));
    }

    [Fact]
    public async Task A_Receipt_Handle_That_Was_Never_Given_Is_Refused()
    {
        var queue = local.CreateQueue();

        await Should.ThrowAsync<ReceiptHandleIsInvalidException>(() => _sqs.DeleteMessageAsync(queue, "never given", Cancellation));
    }

    private static void ShouldHaveBeenReceived(Message message, int times) =>
        message.Attributes.ShouldNotBeNull()["ApproximateReceiveCount"].ShouldBe($"{times}");

    private static string NameOf(string queueUrl) => queueUrl[(queueUrl.LastIndexOf('/') + 1)..];

    private async Task<List<Message>> ReceiveAsync(string queue, int atMost = 10)
    {
        var answer = await _sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest(queue)
            {
                MaxNumberOfMessages = atMost,
                VisibilityTimeout = 60,
                MessageAttributeNames = ["All"],
                MessageSystemAttributeNames = ["All"],
            },
            Cancellation);
        return answer.Messages ?? [];
    }
}
