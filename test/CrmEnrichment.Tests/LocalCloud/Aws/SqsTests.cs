using Amazon.SQS;
using Amazon.SQS.Model;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;
using LocalQueue = CrmEnrichment.Local.Sqs.Queue;

namespace CrmEnrichment.Tests.LocalCloud.Aws;

/// <summary>AWSSDK.SQS makes the calls; it checks digests, and refuses answers that SQS would not give.</summary>
public sealed class SqsTests : IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;

    private readonly ManualTime _time = new();
    private EmbeddedCloud? _cloud;
    private LocalQueue? _queue;
    private AmazonSQSClient? _sqs;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Url => _queue!.Url.ToString();

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync(time: _time);
        _queue = _cloud.Queues.Create("q");
        _sqs = AwsClients.Sqs(_cloud);
    }

    public async ValueTask DisposeAsync()
    {
        _sqs!.Dispose();
        await _cloud!.DisposeAsync();
    }

    [Fact]
    public async Task A_message_comes_back_as_it_was_sent()
    {
        const string Body = """{"name":"Łódź \u0022x\u0022 漢 😀 <&>"}""";
        var sent = await _sqs!.SendMessageAsync(
            new SendMessageRequest(Url, Body)
            {
                MessageAttributes = new(StringComparer.Ordinal)
                {
                    ["handler"] = new() { DataType = "String", StringValue = "enrich-interaction" },
                    ["attempts"] = new() { DataType = "Number", StringValue = "3" },
                },
            },
            Cancel);
        _time.Advance(TimeSpan.FromSeconds(5));

        var message = (await ReceiveAsync()).ShouldHaveSingleItem();

        (message.MessageId, message.Body, message.MD5OfBody).ShouldBe((sent.MessageId, Body, sent.MD5OfMessageBody));
        message.MessageAttributes.ToDictionary(a => a.Key, a => (a.Value.DataType, a.Value.StringValue))
            .ShouldBe(new Dictionary<string, (string, string)> { ["handler"] = ("String", "enrich-interaction"), ["attempts"] = ("Number", "3") }, ignoreOrder: true);
        message.Attributes["ApproximateReceiveCount"].ShouldBe("1");
        (long.Parse(message.Attributes["ApproximateFirstReceiveTimestamp"]) - long.Parse(message.Attributes["SentTimestamp"])).ShouldBe(5000);
    }

    [Fact]
    public async Task A_received_message_is_hidden_until_its_visibility_timeout_and_its_old_receipt_is_stale_then()
    {
        _queue!.Send("hello");
        var first = (await ReceiveAsync(visibility: 10)).ShouldHaveSingleItem();

        (await ReceiveAsync()).ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(10));
        var second = (await ReceiveAsync()).ShouldHaveSingleItem();
        second.Attributes["ApproximateReceiveCount"].ShouldBe("2");

        await _sqs!.DeleteMessageAsync(Url, first.ReceiptHandle, Cancel);
        _queue.Bodies.ShouldBe(["hello"]);
        await _sqs.DeleteMessageAsync(Url, second.ReceiptHandle, Cancel);
        _queue.Bodies.ShouldBeEmpty();
        await _sqs.DeleteMessageAsync(Url, second.ReceiptHandle, Cancel);
    }

    [Fact]
    public async Task Visibility_can_be_changed_while_in_flight_and_only_then()
    {
        _queue!.Send("hello");
        var message = (await ReceiveAsync(visibility: 10)).ShouldHaveSingleItem();

        await _sqs!.ChangeMessageVisibilityAsync(Url, message.ReceiptHandle, 0, Cancel);
        await Should.ThrowAsync<MessageNotInflightException>(() => _sqs.ChangeMessageVisibilityAsync(Url, message.ReceiptHandle, 60, Cancel));
        (await ReceiveAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_batch_of_visibilities_says_of_each_whether_it_was_changed()
    {
        _queue!.Send("letter");
        var held = (await ReceiveAsync()).ShouldHaveSingleItem();

        var answer = await _sqs!.ChangeMessageVisibilityBatchAsync(
            Url, [new("held", held.ReceiptHandle) { VisibilityTimeout = 0 }, new("never-given", "never given") { VisibilityTimeout = 0 }], Cancel);

        answer.Successful.ShouldHaveSingleItem().Id.ShouldBe("held");
        var failed = answer.Failed.ShouldHaveSingleItem();
        (failed.Id, failed.Code, failed.SenderFault).ShouldBe(("never-given", "ReceiptHandleIsInvalid", true));
        (await ReceiveAsync()).ShouldHaveSingleItem().MessageId.ShouldBe(held.MessageId);
    }

    [Fact]
    public async Task A_long_poll_ends_when_a_message_is_sent_or_comes_back()
    {
        var waiting = ReceiveAsync(wait: 20, visibility: 10);
        _queue!.Send("hello");
        (await waiting).ShouldHaveSingleItem();

        var again = ReceiveAsync(wait: 20);
        await UntilWaitingAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        (await again).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_long_poll_ends_without_a_message_after_its_time()
    {
        var waiting = ReceiveAsync(wait: 20);
        await UntilWaitingAsync();
        _time.Advance(TimeSpan.FromSeconds(20));

        (await waiting).ShouldBeEmpty();
    }

    [Fact]
    public async Task At_most_ten_messages_come_at_once_and_the_attributes_count_the_rest()
    {
        for (var i = 0; i < 12; i++)
        {
            _queue!.Send($"{i}");
        }

        (await ReceiveAsync(atMost: 10)).Count.ShouldBe(10);
        (await RefusalAsync(() => ReceiveAsync(atMost: 11))).ShouldBe("InvalidParameterValue");

        var attributes = (await _sqs!.GetQueueAttributesAsync(Url, ["All"], Cancel)).Attributes;
        (attributes["ApproximateNumberOfMessages"], attributes["ApproximateNumberOfMessagesNotVisible"]).ShouldBe(("2", "10"));
        attributes["QueueArn"].ShouldEndWith(":q");
        await _sqs.PurgeQueueAsync(Url, Cancel);
        _queue!.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_mebibyte_fits_and_one_byte_more_does_not()
    {
        await _sqs!.SendMessageAsync(Url, new string('x', Mebibyte), Cancel);

        (await RefusalAsync(() => _sqs.SendMessageAsync(Url, new string('x', Mebibyte + 1), Cancel))).ShouldBe("InvalidParameterValue");
    }

    [Fact]
    public async Task A_batch_has_one_mebibyte_in_all()
    {
        await _sqs!.SendMessageBatchAsync(Url, [Half("a", 0), Half("b", 0)], Cancel);

        (await RefusalAsync(() => _sqs.SendMessageBatchAsync(Url, [Half("a", 0), Half("b", 1)], Cancel))).ShouldBe("AWS.SimpleQueueService.BatchRequestTooLong");
        _queue!.Bodies.Count.ShouldBe(2);

        static SendMessageBatchRequestEntry Half(string id, int more) => new(id, new string('x', (Mebibyte / 2) + more));
    }

    [Fact]
    public async Task Entries_of_a_batch_succeed_or_fail_each_for_itself()
    {
        var answer = await _sqs!.SendMessageBatchAsync(Url, [new("a", "one"), new("b", "")], Cancel);

        answer.Successful.ShouldHaveSingleItem().Id.ShouldBe("a");
        answer.Failed.ShouldHaveSingleItem().Code.ShouldBe("InvalidParameterValue");
        _queue!.Bodies.ShouldBe(["one"]);
    }

    [Fact]
    public async Task A_queue_is_found_by_its_name() => (await _sqs!.GetQueueUrlAsync("q", Cancel)).QueueUrl.ShouldBe(Url);

    /// <summary>The exception's type is the JSON protocol's name of the error, its code the query protocol's.</summary>
    [Fact]
    public async Task A_wrong_request_is_refused_with_both_protocols_names()
    {
        await RefusedAsync<QueueDoesNotExistException>("AWS.SimpleQueueService.NonExistentQueue", sqs => sqs.GetQueueUrlAsync("none", Cancel));
        await RefusedAsync<QueueDoesNotExistException>("AWS.SimpleQueueService.NonExistentQueue", sqs => sqs.SendMessageAsync(Url + "-none", "x", Cancel));
        await RefusedAsync<EmptyBatchRequestException>("AWS.SimpleQueueService.EmptyBatchRequest", sqs => sqs.SendMessageBatchAsync(new() { QueueUrl = Url, Entries = [] }, Cancel));
        await RefusedAsync<BatchEntryIdsNotDistinctException>("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", sqs => sqs.SendMessageBatchAsync(Url, [new("a", "1"), new("a", "2")], Cancel));
        await RefusedAsync<AmazonSQSException>("MissingParameter", sqs => sqs.SendMessageAsync(new() { QueueUrl = Url }, Cancel));
        await RefusedAsync<InvalidMessageContentsException>("InvalidMessageContents", sqs => sqs.SendMessageAsync(Url, "\u0001", Cancel));
        await RefusedAsync<ReceiptHandleIsInvalidException>("ReceiptHandleIsInvalid", sqs => sqs.DeleteMessageAsync(Url, "never given", Cancel));
        await RefusedAsync<InvalidAttributeNameException>("InvalidAttributeName", sqs => sqs.GetQueueAttributesAsync(Url, ["Nope"], Cancel));
        await RefusedAsync<AmazonSQSException>("UnknownOperationException", sqs => sqs.TagQueueAsync(new() { QueueUrl = Url, Tags = new() { ["a"] = "b" } }, Cancel));
    }

    private async Task RefusedAsync<T>(string code, Func<AmazonSQSClient, Task> call)
        where T : AmazonSQSException => (await Should.ThrowAsync<T>(() => call(_sqs!))).ErrorCode.ShouldBe(code);

    private static async Task<string> RefusalAsync(Func<Task> call) => (await Should.ThrowAsync<AmazonSQSException>(call)).ErrorCode;

    private async Task UntilWaitingAsync()
    {
        while (_time.Waits.Count == 0)
        {
            await Task.Yield();
            Cancel.ThrowIfCancellationRequested();
        }
    }

    private async Task<List<Message>> ReceiveAsync(int atMost = 1, int visibility = 30, int wait = 0) =>
        (await _sqs!.ReceiveMessageAsync(
            new ReceiveMessageRequest(Url)
            {
                MaxNumberOfMessages = atMost,
                VisibilityTimeout = visibility,
                WaitTimeSeconds = wait,
                MessageAttributeNames = ["All"],
                MessageSystemAttributeNames = ["All"],
            },
            Cancel)).Messages ?? [];
}
