using Amazon.SQS;
using Amazon.SQS.Model;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Aws;

/// <summary>FIFO queues and redrive, by the calls of AWSSDK.SQS.</summary>
public sealed class FifoQueueTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private EmbeddedCloud? _cloud;
    private AmazonSQSClient? _sqs;
    private string _url = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await EmbeddedCloud.StartAsync(time: _time);
        _sqs = AwsClients.Sqs(_cloud);
        _url = await CreateAsync("q.fifo", ("FifoQueue", "true"));
    }

    public async ValueTask DisposeAsync()
    {
        _sqs!.Dispose();
        await _cloud!.DisposeAsync();
    }

    [Fact]
    public async Task Messages_of_a_group_come_in_their_order_and_wait_for_one_another()
    {
        await SendAsync("a1", "a", "1");
        await SendAsync("a2", "a", "2");
        await SendAsync("b1", "b", "3");

        var a1 = (await ReceiveAsync()).ShouldHaveSingleItem();
        var b1 = (await ReceiveAsync(atMost: 10)).ShouldHaveSingleItem();
        (a1.Body, b1.Body).ShouldBe(("a1", "b1"));
        (a1.Attributes["MessageGroupId"], a1.Attributes["MessageDeduplicationId"]).ShouldBe(("a", "1"));

        await _sqs!.DeleteMessageAsync(_url, a1.ReceiptHandle, Cancel);
        (await ReceiveAsync()).ShouldHaveSingleItem().Body.ShouldBe("a2");
    }

    [Fact]
    public async Task One_receive_may_get_several_of_a_group_and_all_of_them_hold_it()
    {
        await SendAsync("a1", "a", "1");
        await SendAsync("a2", "a", "2");
        await SendAsync("a3", "a", "3");

        var both = await ReceiveAsync(atMost: 2);
        both.Select(message => message.Body).ShouldBe(["a1", "a2"]);
        await _sqs!.DeleteMessageAsync(_url, both[0].ReceiptHandle, Cancel);
        (await ReceiveAsync()).ShouldBeEmpty();

        // The one that comes back is before those that were never received.
        await _sqs.ChangeMessageVisibilityAsync(_url, both[1].ReceiptHandle, 0, Cancel);
        (await ReceiveAsync(atMost: 10)).Select(message => message.Body).ShouldBe(["a2", "a3"]);
    }

    [Fact]
    public async Task A_second_message_with_a_deduplication_id_is_accepted_and_dropped_for_five_minutes()
    {
        var first = await SendAsync("x", "a", "once");
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        var second = await SendAsync("y", "b", "once");

        (second.MessageId, second.SequenceNumber).ShouldBe((first.MessageId, first.SequenceNumber));
        _cloud!.Queues["q.fifo"].Bodies.ShouldBe(["x"]);

        // Although it was deleted.
        await _sqs!.DeleteMessageAsync(_url, (await ReceiveAsync()).Single().ReceiptHandle, Cancel);
        await SendAsync("z", "a", "once");
        _cloud.Queues["q.fifo"].Bodies.ShouldBeEmpty();

        _time.Advance(TimeSpan.FromSeconds(1));
        (await SendAsync("z", "a", "once")).MessageId.ShouldNotBe(first.MessageId);
        _cloud.Queues["q.fifo"].Bodies.ShouldBe(["z"]);
    }

    [Fact]
    public async Task By_content_two_messages_of_one_body_are_one()
    {
        var url = await CreateAsync("content.fifo", ("FifoQueue", "true"), ("ContentBasedDeduplication", "true"));
        foreach (var body in new[] { "x", "x", "y" })
        {
            await _sqs!.SendMessageAsync(new SendMessageRequest(url, body) { MessageGroupId = "a" }, Cancel);
        }

        _cloud!.Queues["content.fifo"].Bodies.ShouldBe(["x", "y"]);
        (await _sqs!.GetQueueAttributesAsync(url, ["All"], Cancel)).Attributes["ContentBasedDeduplication"].ShouldBe("true");
    }

    [Fact]
    public async Task A_receipt_whose_time_is_over_deletes_nothing_and_says_so()
    {
        await SendAsync("x", "a", "1");
        var message = (await ReceiveAsync(visibility: 10)).Single();
        _time.Advance(TimeSpan.FromSeconds(10));

        await RefusedAsync("InvalidParameterValue", "The receipt handle has expired", () => _sqs!.DeleteMessageAsync(_url, message.ReceiptHandle, Cancel));
    }

    [Fact]
    public async Task What_does_not_suit_the_type_of_a_queue_is_refused()
    {
        var standard = await CreateAsync("standard");
        await RefusedAsync("MissingParameter", "MessageGroupId", () => _sqs!.SendMessageAsync(_url, "x", Cancel));
        await RefusedAsync("InvalidParameterValue", "ContentBasedDeduplication enabled or MessageDeduplicationId provided", () => _sqs!.SendMessageAsync(new SendMessageRequest(_url, "x") { MessageGroupId = "a" }, Cancel));
        await RefusedAsync("InvalidParameterValue", "Value 5 for parameter DelaySeconds", () => _sqs!.SendMessageAsync(new SendMessageRequest(_url, "x") { MessageGroupId = "a", MessageDeduplicationId = "1", DelaySeconds = 5 }, Cancel));
        await RefusedAsync("InvalidParameterValue", "MessageGroupId can only include", () => _sqs!.SendMessageAsync(new SendMessageRequest(_url, "x") { MessageGroupId = "a b", MessageDeduplicationId = "1" }, Cancel));
        await RefusedAsync("InvalidParameterValue", "for parameter MessageDeduplicationId is invalid", () => _sqs!.SendMessageAsync(new SendMessageRequest(standard, "x") { MessageDeduplicationId = "1" }, Cancel));
        await RefusedAsync("InvalidParameterValue", "must end with .fifo", () => CreateAsync("no-suffix", ("FifoQueue", "true")));
        await RefusedAsync("InvalidParameterValue", "alphanumeric characters, hyphens, or underscores", () => CreateAsync("no-attribute.fifo"));
        await RefusedAsync("InvalidAttributeName", "FifoQueue", () => CreateAsync("false", ("FifoQueue", "false")));
        await RefusedAsync("InvalidAttributeName", "ContentBasedDeduplication", () => CreateAsync("content", ("ContentBasedDeduplication", "true")));

        // Fair queues: a group, and no order in it.
        await _sqs!.SendMessageAsync(new SendMessageRequest(standard, "x") { MessageGroupId = "a" }, Cancel);
    }

    [Fact]
    public async Task A_message_that_was_received_too_often_moves_with_its_id_and_names_where_it_came_from()
    {
        await CreateAsync("dead");
        var dead = _cloud!.Queues["dead"];
        var url = await CreateAsync("source", ("RedrivePolicy", $$"""{"deadLetterTargetArn":"{{dead.Arn}}","maxReceiveCount":"2"}"""));
        var sent = await _sqs!.SendMessageAsync(url, "x", Cancel);
        for (var i = 0; i < 2; i++)
        {
            (await ReceiveAsync(url: url, visibility: 10)).ShouldHaveSingleItem();
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        dead.Bodies.ShouldBeEmpty();
        (await ReceiveAsync(url: url)).ShouldBeEmpty();

        var moved = (await ReceiveAsync(url: dead.Url.ToString())).ShouldHaveSingleItem();
        (moved.MessageId, moved.Body, moved.Attributes["DeadLetterQueueSourceArn"]).ShouldBe((sent.MessageId, "x", _cloud.Queues["source"].Arn));
        (await _sqs.GetQueueAttributesAsync(url, ["RedrivePolicy"], Cancel)).Attributes["RedrivePolicy"].ShouldBe($$"""{"deadLetterTargetArn":"{{dead.Arn}}","maxReceiveCount":2}""");
    }

    [Fact]
    public async Task A_redrive_policy_that_cannot_work_is_refused()
    {
        await CreateAsync("dead");
        var arn = _cloud!.Queues["dead"].Arn;
        await RefusedAsync("InvalidParameterValue", "Dead letter target does not exist", () => Redrive("x", arn + "-none", "3"));
        await RefusedAsync("InvalidParameterValue", "same type of queue", () => CreateAsync("x.fifo", ("FifoQueue", "true"), ("RedrivePolicy", $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":3}""")));
        await RefusedAsync("InvalidParameterValue", "RedrivePolicy is invalid", () => Redrive("x", arn, "0"));
        await RefusedAsync("InvalidParameterValue", "RedrivePolicy is invalid", () => CreateAsync("x", ("RedrivePolicy", "no JSON")));

        Task<string> Redrive(string name, string target, string count) => CreateAsync(name, ("RedrivePolicy", $$"""{"deadLetterTargetArn":"{{target}}","maxReceiveCount":{{count}}}"""));
    }

    private static async Task RefusedAsync(string code, string words, Func<Task> call)
    {
        var refusal = await Should.ThrowAsync<AmazonSQSException>(call);
        refusal.ErrorCode.ShouldBe(code);
        refusal.Message.ShouldContain(words);
    }

    private async Task<string> CreateAsync(string name, params (string Name, string Value)[] attributes) =>
        (await _sqs!.CreateQueueAsync(new CreateQueueRequest(name) { Attributes = attributes.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal) }, Cancel)).QueueUrl;

    private Task<SendMessageResponse> SendAsync(string body, string group, string deduplicationId) =>
        _sqs!.SendMessageAsync(new SendMessageRequest(_url, body) { MessageGroupId = group, MessageDeduplicationId = deduplicationId }, Cancel);

    private async Task<List<Message>> ReceiveAsync(int atMost = 1, int visibility = 30, string? url = null) =>
        (await _sqs!.ReceiveMessageAsync(
            new ReceiveMessageRequest(url ?? _url) { MaxNumberOfMessages = atMost, VisibilityTimeout = visibility, MessageSystemAttributeNames = ["All"] }, Cancel)).Messages ?? [];
}
