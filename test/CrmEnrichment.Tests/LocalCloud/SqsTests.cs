using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Sqs;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

public sealed class SqsTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private EmbeddedCloud? _cloud;
    private AwsCaller? _aws;
    private Queue? _queue;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync(time: _time);
        _queue = _cloud.Queues.Create("q");
        _aws = new AwsCaller(_cloud.AwsUrl);
    }

    public async ValueTask DisposeAsync()
    {
        _aws!.Dispose();
        await _cloud!.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_received_with_its_digest_and_counts()
    {
        var sent = await CallAsync("SendMessage", """{"MessageBody":"hello"}""");
        _time.Advance(TimeSpan.FromSeconds(5));

        var message = (await ReceiveAsync("""{"MessageSystemAttributeNames":["All"]}""")).ShouldHaveSingleItem();

        message["Body"]!.ToString().ShouldBe("hello");
        message["MD5OfBody"]!.ToString().ShouldBe("5d41402abc4b2a76b9719d911017c592");
        message["MessageId"]!.ToString().ShouldBe(sent.Body["MessageId"]!.ToString());
        message["Attributes"]!["ApproximateReceiveCount"]!.ToString().ShouldBe("1");
        (long.Parse(message["Attributes"]!["ApproximateFirstReceiveTimestamp"]!.ToString()) - long.Parse(message["Attributes"]!["SentTimestamp"]!.ToString())).ShouldBe(5000);
    }

    [Fact]
    public async Task A_received_message_is_hidden_until_its_visibility_timeout_and_its_old_receipt_is_stale_then()
    {
        _queue!.Send("hello");
        var first = (await ReceiveAsync("""{"VisibilityTimeout":10}""")).ShouldHaveSingleItem();

        (await ReceiveAsync("{}")).ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(10));
        var second = (await ReceiveAsync("""{"MessageSystemAttributeNames":["ApproximateReceiveCount"]}""")).ShouldHaveSingleItem();
        second["Attributes"]!["ApproximateReceiveCount"]!.ToString().ShouldBe("2");

        (await DeleteAsync(first)).Status.ShouldBe(200);
        _queue.Bodies.ShouldBe(["hello"]);
        (await DeleteAsync(second)).Status.ShouldBe(200);
        _queue.Bodies.ShouldBeEmpty();
        (await DeleteAsync(second)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Visibility_can_be_changed_while_in_flight_and_only_then()
    {
        _queue!.Send("hello");
        var message = (await ReceiveAsync("""{"VisibilityTimeout":10}""")).ShouldHaveSingleItem();

        (await ChangeAsync(message, 0)).Status.ShouldBe(200);
        (await ChangeAsync(message, 60)).Error.ShouldBe("MessageNotInflight");
        (await ReceiveAsync("{}")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_long_poll_ends_when_a_message_is_sent_or_comes_back()
    {
        var waiting = ReceiveAsync("""{"WaitTimeSeconds":20,"VisibilityTimeout":10}""");
        _queue!.Send("hello");
        (await waiting).ShouldHaveSingleItem();

        var again = ReceiveAsync("""{"WaitTimeSeconds":20}""");
        await UntilWaitingAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        (await again).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_long_poll_ends_empty_handed_after_its_time()
    {
        var waiting = ReceiveAsync("""{"WaitTimeSeconds":20}""");
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

        (await ReceiveAsync("""{"MaxNumberOfMessages":10}""")).Count.ShouldBe(10);
        (await CallAsync("ReceiveMessage", """{"MaxNumberOfMessages":11}""")).QueryError.ShouldBe("InvalidParameterValue;Sender");

        var attributes = (await CallAsync("GetQueueAttributes", """{"AttributeNames":["All"]}""")).Body["Attributes"]!;
        attributes["ApproximateNumberOfMessages"]!.ToString().ShouldBe("2");
        attributes["ApproximateNumberOfMessagesNotVisible"]!.ToString().ShouldBe("10");
        (await CallAsync("PurgeQueue", "{}")).Status.ShouldBe(200);
        _queue!.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_mebibyte_fits_and_one_byte_more_does_not()
    {
        const int Limit = 1024 * 1024;

        (await CallAsync("SendMessage", $$"""{"MessageBody":"{{new string('x', Limit)}}"}""")).Status.ShouldBe(200);
        (await CallAsync("SendMessage", $$"""{"MessageBody":"{{new string('x', Limit + 1)}}"}""")).QueryError.ShouldBe("InvalidParameterValue;Sender");
    }

    [Theory]
    [InlineData(524_288, null)]
    [InlineData(524_289, "AWS.SimpleQueueService.BatchRequestTooLong;Sender")]
    public async Task A_batch_has_one_mebibyte_in_all(int second, string? refusal)
    {
        var answer = await CallAsync(
            "SendMessageBatch", $$"""{"Entries":[{"Id":"a","MessageBody":"{{new string('x', 524_288)}}"},{"Id":"b","MessageBody":"{{new string('x', second)}}"}]}""");

        answer.QueryError.ShouldBe(refusal);
        _queue!.Bodies.Count.ShouldBe(refusal is null ? 2 : 0);
    }

    [Fact]
    public async Task Entries_of_a_batch_succeed_or_fail_each_for_itself()
    {
        var answer = await CallAsync("SendMessageBatch", """{"Entries":[{"Id":"a","MessageBody":"one"},{"Id":"b","MessageBody":""}]}""");

        answer.Body["Successful"]!.AsArray().ShouldHaveSingleItem()!["Id"]!.ToString().ShouldBe("a");
        answer.Body["Failed"]!.AsArray().ShouldHaveSingleItem()!["Code"]!.ToString().ShouldBe("InvalidParameterValue");
        _queue!.Bodies.ShouldBe(["one"]);
    }

    [Theory]
    [InlineData("SendMessageBatch", """{"Entries":[]}""", "EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest;Sender")]
    [InlineData("SendMessageBatch", """{"Entries":[{"Id":"a","MessageBody":"1"},{"Id":"a","MessageBody":"2"}]}""", "BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct;Sender")]
    [InlineData("SendMessage", """{}""", "MissingRequiredParameterException", "MissingParameter;Sender")]
    [InlineData("SendMessage", """{"MessageBody":"\u0001"}""", "InvalidMessageContents", "InvalidMessageContents;Sender")]
    [InlineData("SendMessage", """{"MessageBody":"x","QueueUrl":"http://127.0.0.1/123456789012/none"}""", "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue;Sender")]
    [InlineData("DeleteMessage", """{"ReceiptHandle":"garbage"}""", "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid;Sender")]
    [InlineData("GetQueueAttributes", """{"AttributeNames":["Nope"]}""", "InvalidAttributeName", "InvalidAttributeName;Sender")]
    [InlineData("TagQueue", "{}", "UnknownOperationException", null)]
    public async Task A_wrong_request_is_refused_with_both_protocols_codes(string operation, string request, string error, string? queryError)
    {
        var answer = await CallAsync(operation, request);

        answer.Error.ShouldBe(error);
        answer.QueryError.ShouldBe(queryError);
    }

    private async Task UntilWaitingAsync()
    {
        while (_time.Waits.Count == 0)
        {
            await Task.Yield();
            Cancel.ThrowIfCancellationRequested();
        }
    }

    private async Task<IReadOnlyList<JsonNode>> ReceiveAsync(string request) =>
        [.. ((await CallAsync("ReceiveMessage", request)).Body["Messages"]?.AsArray() ?? []).Select(m => m!)];

    private Task<AwsAnswer> DeleteAsync(JsonNode message) => CallAsync("DeleteMessage", $$"""{"ReceiptHandle":"{{message["ReceiptHandle"]}}"}""");

    private Task<AwsAnswer> ChangeAsync(JsonNode message, int seconds) =>
        CallAsync("ChangeMessageVisibility", $$"""{"ReceiptHandle":"{{message["ReceiptHandle"]}}","VisibilityTimeout":{{seconds}}}""");

    private Task<AwsAnswer> CallAsync(string operation, string json)
    {
        var request = JsonNode.Parse(json)!;
        request["QueueUrl"] ??= _queue!.Url.ToString();
        return _aws!.CallAsync($"AmazonSQS.{operation}", request.ToJsonString(), Cancel);
    }
}
