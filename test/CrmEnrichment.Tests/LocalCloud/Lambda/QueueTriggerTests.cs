using System.Text.Json.Nodes;
using CrmEnrichment.Local.Aws;
using CrmEnrichment.Local.Lambda.EventSources;
using CrmEnrichment.Local.Sqs;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Lambda;

/// <summary>Functions that a queue triggers, in the embedded cloud.</summary>
public sealed class QueueTriggerTests
{
    [Fact]
    public async Task The_event_has_the_shape_that_Lambda_documents()
    {
        await using var function = await TriggeredFunction.StartAsync();
        function.Queue.Send(new NewMessage("Test message.", new JsonObject { ["kind"] = new JsonObject { ["DataType"] = "String", ["StringValue"] = "journal" } }));

        var invocation = await function.InvokedAsync();

        var record = JsonNode.Parse(invocation.Records.ShouldHaveSingleItem().GetRawText())!.AsObject();
        record["messageId"]!.GetValue<string>().ShouldBe(invocation.Id("Test message."));
        record["receiptHandle"]!.GetValue<string>().ShouldNotBeEmpty();
        record.Remove("messageId");
        record.Remove("receiptHandle");
        record.ToJsonString().ShouldBe(
            """
            {"body":"Test message.","attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1767603600000","SenderId":"123456789012","ApproximateFirstReceiveTimestamp":"1767603600000"},
            "messageAttributes":{"kind":{"stringValue":"journal","stringListValues":[],"binaryListValues":[],"dataType":"String"}},
            "md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:123456789012:work","awsRegion":"us-east-1","md5OfMessageAttributes":"
            """.ReplaceLineEndings("") + record["md5OfMessageAttributes"] + "\"}");
    }

    [Fact]
    public async Task A_message_of_a_group_says_so()
    {
        await using var function = await TriggeredFunction.StartAsync(_ => new QueueSettings { Fifo = true });
        function.Queue.Send("x", "call-1", "once");

        var attributes = (await function.InvokedAsync()).Records[0].GetProperty("attributes");

        (attributes.GetProperty("MessageGroupId").GetString(), attributes.GetProperty("MessageDeduplicationId").GetString()).ShouldBe(("call-1", "once"));
        attributes.GetProperty("SequenceNumber").GetString()!.Length.ShouldBe(20);
    }

    [Fact]
    public async Task What_is_reported_as_failed_comes_back_after_its_visibility_timeout_and_the_rest_is_deleted()
    {
        await using var function = await TriggeredFunction.StartAsync();
        await SendBatchAsync(function, "a", "b", "c");
        var first = await function.InvokedAsync();

        await first.FailedAsync("b");
        await TriggeredFunction.UntilAsync(() => function.Queue.Bodies is ["b"]);
        await function.PassAsync(TriggeredFunction.Visibility);

        var second = await function.InvokedAsync();
        second.Bodies.ShouldBe(["b"]);
        second.ReceiveCount.ShouldBe("2");
        await second.HandledAsync();
        await TriggeredFunction.UntilAsync(() => function.Queue.Bodies is []);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_function_that_throws_or_is_killed_in_the_middle_of_a_batch_gets_all_of_it_again(bool killed)
    {
        await using var function = await TriggeredFunction.StartAsync();
        await SendBatchAsync(function, "a", "b");
        var first = await function.InvokedAsync();
        if (killed)
        {
            function.Kill();
        }
        else
        {
            await first.ThrowAsync();
        }

        await function.PassAsync(TriggeredFunction.Visibility);

        var second = await function.InvokedAsync();
        second.Bodies.ShouldBe(["a", "b"]);
        await second.HandledAsync();
        await TriggeredFunction.UntilAsync(() => function.Queue.Bodies is []);
    }

    [Theory]
    [InlineData("""{"batchItemFailures":[]}""", 0)]
    [InlineData("""{"batchItemFailures":null}""", 0)]
    [InlineData("{}", 0)]
    [InlineData("null", 0)]
    [InlineData("not { JSON", 2)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""", 2)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""", 2)]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"unknown"}]}""", 2)]
    [InlineData("""{"batchItemFailures":[{"id":"wrong key"}]}""", 2)]
    public async Task An_answer_is_judged_as_Lambda_does(string answer, int left)
    {
        await using var function = await TriggeredFunction.StartAsync();
        await SendBatchAsync(function, "a", "b");

        await (await function.InvokedAsync()).AnswerAsync(answer);
        if (left > 0)
        {
            await function.PassAsync(TriggeredFunction.Visibility);
            (await function.InvokedAsync()).Records.Count.ShouldBe(left);
        }

        await TriggeredFunction.UntilAsync(() => function.Queue.Bodies.Count == left);
    }

    [Fact]
    public async Task Without_the_report_an_answer_deletes_the_batch_whatever_it_says()
    {
        await using var function = await TriggeredFunction.StartAsync(mapping => mapping with { ReportBatchItemFailures = false });
        await SendBatchAsync(function, "a", "b");

        await (await function.InvokedAsync()).FailedAsync("a");

        await TriggeredFunction.UntilAsync(() => function.Queue.Bodies is []);
    }

    [Fact]
    public async Task A_group_waits_for_its_message_and_other_groups_do_not()
    {
        await using var function = await TriggeredFunction.StartAsync(
            _ => new QueueSettings { Fifo = true, ContentBasedDeduplication = true }, mapping => mapping with { BatchSize = 1 });
        function.Queue.Send("a1", "a");
        function.Queue.Send("a2", "a");
        var a1 = await function.InvokedAsync();
        function.Queue.Send("b1", "b");
        var b1 = await function.InvokedAsync();
        (a1.Bodies.Single(), b1.Bodies.Single()).ShouldBe(("a1", "b1"));

        await a1.FailedAsync("a1");
        await b1.HandledAsync();
        await TriggeredFunction.UntilAsync(() => function.Queue.Bodies is ["a1", "a2"]);
        function.IsInvoked.ShouldBeFalse();
        await function.PassAsync(TriggeredFunction.Visibility);

        var again = await function.InvokedAsync();
        again.Bodies.ShouldBe(["a1"]);
        await again.HandledAsync();
        var a2 = await function.InvokedAsync();
        a2.Bodies.ShouldBe(["a2"]);
        await a2.HandledAsync();
        await TriggeredFunction.UntilAsync(() => function.Queue.Bodies is []);
    }

    [Fact]
    public async Task A_delayed_message_comes_when_its_delay_is_over()
    {
        await using var function = await TriggeredFunction.StartAsync();
        function.Queue.Send(new NewMessage("later", Delay: TimeSpan.FromMinutes(2)));

        await function.PassAsync(TimeSpan.FromMinutes(2));

        var invocation = await function.InvokedAsync();
        (invocation.Bodies.Single(), invocation.ReceiveCount, function.Taken).ShouldBe(("later", "1", 1));
    }

    [Fact]
    public async Task No_more_batches_are_handled_at_once_than_the_mapping_allows()
    {
        await using var function = await TriggeredFunction.StartAsync(mapping => mapping with { BatchSize = 1, MaximumConcurrency = 2 });
        foreach (var body in new[] { "1", "2", "3", "4", "5" })
        {
            function.Queue.Send(body);
        }

        var busy = new Queue<TriggeredInvocation>([await function.InvokedAsync(), await function.InvokedAsync()]);
        while (function.Queue.Visible > 0)
        {
            function.IsInvoked.ShouldBeFalse();
            (function.Queue.InFlight, function.Queue.Visible).ShouldBe((2, 5 - function.Taken));
            await busy.Dequeue().HandledAsync();
            busy.Enqueue(await function.InvokedAsync());
        }

        foreach (var last in busy)
        {
            await last.HandledAsync();
        }

        await TriggeredFunction.UntilAsync(() => function.Queue.Bodies is []);
        function.Taken.ShouldBe(5);
    }

    [Fact]
    public async Task A_message_that_kills_the_function_each_time_ends_in_the_dead_letter_queue()
    {
        Queue? dead = null;
        await using var function = await TriggeredFunction.StartAsync(queues =>
        {
            dead = queues.Create("dead");
            return new QueueSettings { Redrive = new RedrivePolicy(dead.Arn, 3) };
        });
        function.Queue.Send("poison");
        for (var i = 1; i <= 3; i++)
        {
            (await function.InvokedAsync()).ReceiveCount.ShouldBe($"{i}");
            function.Kill();
            await function.PassAsync(TriggeredFunction.Visibility);
        }

        (await dead!.HoldsAsync(1, TestContext.Current.CancellationToken)).ShouldBe(["poison"]);
        function.Queue.Bodies.ShouldBeEmpty();
        function.Taken.ShouldBe(3);
    }

    [Fact]
    public async Task A_mapping_that_Lambda_would_refuse_is_refused()
    {
        await RefusedAsync(mapping => mapping with { BatchSize = 11 }, "BatchSize is 11");
        await RefusedAsync(mapping => mapping with { MaximumConcurrency = 1 }, "MaximumConcurrency is 1");
        await RefusedAsync(
            mapping => mapping with { Queue = new Queues(TimeProvider.System).Create("short", new QueueSettings { Visibility = TimeSpan.FromSeconds(10) }) },
            "Queue visibility timeout: 10 seconds is less than Function timeout: 15 seconds");

        static async Task RefusedAsync(Func<EventSourceMapping, EventSourceMapping> mapping, string why) =>
            (await Should.ThrowAsync<AwsException>(() => TriggeredFunction.StartAsync(mapping))).Message.ShouldContain(why);
    }

    /// <summary>Sent so that they come in one batch.</summary>
    private static async Task SendBatchAsync(TriggeredFunction function, params string[] bodies)
    {
        // Delayed by the same time, they become visible together.
        foreach (var body in bodies)
        {
            function.Queue.Send(new NewMessage(body, Delay: TimeSpan.FromMinutes(1)));
        }

        await function.PassAsync(TimeSpan.FromMinutes(1));
    }
}
