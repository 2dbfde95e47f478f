using Amazon.SQS;
using Amazon.SQS.Model;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Contracts;

/// <summary>What we rely on in SQS, held against whatever claims to be one.</summary>
/// <param name="sqs">A client of the queue service under test.</param>
/// <param name="freshQueueUrl">Makes an empty queue and gives its URL, which ends in its name.</param>
public abstract class SqsContract(IAmazonSQS sqs, Func<Task<string>> freshQueueUrl)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Message_Comes_Back_As_It_Was_Sent()
    {
        var queue = await freshQueueUrl();
        var sent = await sqs.SendMessageAsync(
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
    public async Task An_Empty_Queue_Gives_Nothing() => (await ReceiveAsync(await freshQueueUrl())).ShouldBeEmpty();

    [Fact]
    public async Task A_Received_Message_Is_Hidden_Until_It_Is_Given_Back()
    {
        var queue = await freshQueueUrl();
        await sqs.SendMessageAsync(queue, "letter", Cancellation);
        var first = (await ReceiveAsync(queue)).ShouldHaveSingleItem();
        (await ReceiveAsync(queue)).ShouldBeEmpty();

        await sqs.ChangeMessageVisibilityAsync(queue, first.ReceiptHandle!, 0, Cancellation);

        var again = (await ReceiveAsync(queue)).ShouldHaveSingleItem();
        again.MessageId.ShouldBe(first.MessageId);
        ShouldHaveBeenReceived(again, 2);
    }

    [Fact]
    public async Task A_Deleted_Message_Is_Gone()
    {
        var queue = await freshQueueUrl();
        await sqs.SendMessageAsync(queue, "kept", Cancellation);
        await sqs.SendMessageAsync(queue, "deleted", Cancellation);
        var messages = await ReceiveAsync(queue);

        await sqs.DeleteMessageAsync(queue, messages.Single(m => m.Body is "deleted").ReceiptHandle!, Cancellation);
        await sqs.ChangeMessageVisibilityAsync(queue, messages.Single(m => m.Body is "kept").ReceiptHandle!, 0, Cancellation);

        (await ReceiveAsync(queue)).ShouldHaveSingleItem().Body.ShouldBe("kept");
    }

    [Fact]
    public async Task The_Attributes_Count_What_Waits_And_What_Is_Hidden()
    {
        var queue = await freshQueueUrl();
        foreach (var body in new[] { "one", "two", "three" })
        {
            await sqs.SendMessageAsync(queue, body, Cancellation);
        }

        await ReceiveAsync(queue, atMost: 1);

        var attributes = (await sqs.GetQueueAttributesAsync(queue, ["All"], Cancellation)).Attributes.ShouldNotBeNull();
        attributes["ApproximateNumberOfMessages"].ShouldBe($"{CountedAsWaiting(waiting: 2, hidden: 1)}");
        attributes["ApproximateNumberOfMessagesNotVisible"].ShouldBe("1");
        attributes["QueueArn"].ShouldEndWith(":" + NameOf(queue));
    }

    [Fact]
    public async Task A_Batch_Is_Ten_At_Most()
    {
        var queue = await freshQueueUrl();
        for (var i = 0; i < 12; i++)
        {
            await sqs.SendMessageAsync(queue, $"{i}", Cancellation);
        }

        var (first, second) = (await ReceiveAsync(queue), await ReceiveAsync(queue));

        first.Count.ShouldBe(10);
        first.Concat(second).Select(m => m.Body).Distinct(StringComparer.Ordinal).Count().ShouldBe(12);
    }

    [Fact]
    public async Task A_Queue_Is_Found_By_Its_Name()
    {
        var queue = await freshQueueUrl();

        (await sqs.GetQueueUrlAsync(NameOf(queue), Cancellation)).QueueUrl.ShouldBe(queue);
    }

    [Fact]
    public async Task A_Queue_That_Is_Not_There_Is_Said_To_Be_Missing()
    {
        var missing = (await freshQueueUrl()) + "-missing";

        (await Should.ThrowAsync<QueueDoesNotExistException>(() => sqs.GetQueueUrlAsync(NameOf(missing), Cancellation)))
            .ErrorCode.ShouldBe("AWS.SimpleQueueService.NonExistentQueue");
        await Should.ThrowAsync<QueueDoesNotExistException>(() => sqs.SendMessageAsync(missing, "letter", Cancellation));
    }

    [Fact]
    public async Task A_Receipt_Handle_That_Was_Never_Given_Is_Refused()
    {
        var queue = await freshQueueUrl();

        await Should.ThrowAsync<ReceiptHandleIsInvalidException>(() => sqs.DeleteMessageAsync(queue, "never given", Cancellation));
    }

    /// <summary>Overridden where a peer is known to leave it out.</summary>
    protected virtual void ShouldHaveBeenReceived(Message message, int times) =>
        message.Attributes.ShouldNotBeNull()["ApproximateReceiveCount"].ShouldBe($"{times}");

    /// <summary>Overridden where a peer is known to count otherwise.</summary>
    protected virtual int CountedAsWaiting(int waiting, int hidden) => waiting;

    private static string NameOf(string queueUrl) => queueUrl[(queueUrl.LastIndexOf('/') + 1)..];

    private async Task<List<Message>> ReceiveAsync(string queue, int atMost = 10)
    {
        var answer = await sqs.ReceiveMessageAsync(
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
