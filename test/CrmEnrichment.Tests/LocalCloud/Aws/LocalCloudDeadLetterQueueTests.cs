using Amazon.SQS.Model;
using CrmEnrichment.Aws;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Aws;

/// <summary>What the boundary and the replay rely on in the dead-letter queue, over the local cloud's SQS.</summary>
public sealed class LocalCloudDeadLetterQueueTests(LocalCloudSqs local) : IClassFixture<LocalCloudSqs>
{
    private const int LargestLetter = DeadLetterStore.LargestMessage;

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    /// <summary>Longer than one receive, which waits a second.</summary>
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(1500);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Letter_Comes_Back_As_It_Was_Sent_And_Is_Gone_Once_Deleted()
    {
        var queue = Open();
        const string Body = """{"name":"Łódź \u0022x\u0022 漢 😀 <&>","tab":"\t"}""";
        await queue.SendAsync(Body, null, Cancellation);

        var message = (await queue.ReceiveAsync(10, s_moment, Cancellation)).ShouldHaveSingleItem();
        await queue.DeleteAsync(message, Cancellation);

        (message.Body, message.TargetArn).ShouldBe((Body, null));
        message.Id.ShouldNotBeEmpty();

        // Longer than it was hidden for: every receive waits a second.
        for (var looks = 0; looks < 3; looks++)
        {
            (await queue.ReceiveAsync(10, s_minute, Cancellation)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task An_Empty_Queue_Gives_None() => (await Open().ReceiveAsync(10, s_minute, Cancellation)).ShouldBeEmpty();

    [Fact]
    public async Task A_Received_Letter_Is_Hidden_From_Others_Until_It_Is_Released()
    {
        var queue = Open();
        await queue.SendAsync("letter", null, Cancellation);
        var held = (await queue.ReceiveAsync(10, s_minute, Cancellation)).ShouldHaveSingleItem();
        (await queue.ReceiveAsync(10, s_minute, Cancellation)).ShouldBeEmpty();

        await queue.HideAsync([held], TimeSpan.Zero, Cancellation);

        var again = (await queue.ReceiveAsync(10, s_minute, Cancellation)).ShouldHaveSingleItem();
        (again.Id, again.Body).ShouldBe((held.Id, "letter"));
        again.Receipt.ShouldNotBe(held.Receipt);
    }

    [Fact]
    public async Task Hiding_Goes_On_From_The_Call_And_One_That_Is_Gone_Harms_None_Of_The_Others()
    {
        var queue = Open();
        await queue.SendAsync("stays", null, Cancellation);
        await queue.SendAsync("goes", null, Cancellation);
        IReadOnlyList<QueuedMessage> held = [.. await queue.ReceiveAsync(1, 3 * s_moment, Cancellation), .. await queue.ReceiveAsync(1, 3 * s_moment, Cancellation)];
        await queue.DeleteAsync(held.Single(message => message.Body is "goes"), Cancellation);

        await queue.HideAsync(held, s_minute, Cancellation);

        for (var looks = 0; looks < 5; looks++)
        {
            (await queue.ReceiveAsync(10, s_minute, Cancellation)).ShouldBeEmpty();
        }

        await queue.HideAsync(held, TimeSpan.Zero, Cancellation);
        (await queue.ReceiveAsync(10, s_minute, Cancellation)).ShouldHaveSingleItem().Body.ShouldBe("stays");
    }

    [Fact]
    public async Task A_Letter_That_Nobody_Released_Comes_Back_By_Itself()
    {
        var queue = Open();
        await queue.SendAsync("letter", null, Cancellation);
        var held = (await queue.ReceiveAsync(10, s_moment, Cancellation)).ShouldHaveSingleItem();

        IReadOnlyList<QueuedMessage> again = [];
        for (var looks = 0; again.Count == 0 && looks < 5; looks++)
        {
            again = await queue.ReceiveAsync(10, s_minute, Cancellation);
        }

        again.ShouldHaveSingleItem().Id.ShouldBe(held.Id);
    }

    [Fact]
    public async Task As_Many_As_Asked_For_Are_Received_And_None_Twice()
    {
        var queue = Open();
        for (var i = 0; i < 13; i++)
        {
            await queue.SendAsync($"{i}", null, Cancellation);
        }

        var three = await queue.ReceiveAsync(3, s_minute, Cancellation);
        var rest = await queue.ReceiveAsync(10, s_minute, Cancellation);

        (three.Count, rest.Count).ShouldBe((3, 10));
        three.Concat(rest).Select(message => message.Body).Order(StringComparer.Ordinal).ShouldBe(
            Enumerable.Range(0, 13).Select(i => $"{i}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_EventBridge_Could_Not_Deliver_Names_Its_Target()
    {
        var url = local.CreateQueue();
        const string Target = "arn:aws:lambda:us-east-1:123456789012:function:EnrichInteraction";
        await local.Sqs.SendMessageAsync(
            new SendMessageRequest(url, """{"id":"from-the-rule"}""")
            {
                MessageAttributes = new(StringComparer.Ordinal)
                {
                    ["TARGET_ARN"] = new() { DataType = "String", StringValue = Target },
                    ["ERROR_CODE"] = new() { DataType = "String", StringValue = "NO_PERMISSIONS" },
                },
            },
            Cancellation);

        var queue = Open(url);
        var message = (await queue.ReceiveAsync(10, s_minute, Cancellation)).ShouldHaveSingleItem();
        message.TargetArn.ShouldBe(Target);

        // Moved to another queue, it still does.
        await queue.DeleteAsync(message, Cancellation);
        await queue.SendAsync(message.Body, message.TargetArn, Cancellation);
        (await queue.ReceiveAsync(10, s_minute, Cancellation)).ShouldHaveSingleItem().TargetArn.ShouldBe(Target);
    }

    [Theory]
    [InlineData('x', LargestLetter)]
    [InlineData('ł', LargestLetter / 2)]
    public async Task A_Letter_Of_1_MiB_Passes_Whole(char letter, int length)
    {
        var queue = Open();
        var body = new string(letter, length);

        await queue.SendAsync(body, null, Cancellation);

        var message = (await queue.ReceiveAsync(10, s_minute, Cancellation)).ShouldHaveSingleItem();
        string.Equals(message.Body, body, StringComparison.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public Task A_Queue_That_Takes_The_Largest_Letter_Is_Well() => Open().ProbeAsync(Cancellation);

    [Fact]
    public async Task A_Queue_That_Is_Not_There_Is_Named_With_The_Call_That_Needed_It()
    {
        var queue = Open(local.CreateQueue() + "-missing");

        var sending = await Should.ThrowAsync<UpstreamException>(() => queue.SendAsync("letter", null, Cancellation));
        var receiving = await Should.ThrowAsync<UpstreamException>(() => queue.ReceiveAsync(10, s_minute, Cancellation));

        sending.Message.ShouldBe("Amazon SQS refused the request with AWS.SimpleQueueService.NonExistentQueue (sqs:SendMessage on the dead-letter queue).");
        receiving.Message.ShouldBe("Amazon SQS refused the request with AWS.SimpleQueueService.NonExistentQueue (sqs:ReceiveMessage on the dead-letter queue).");
        sending.Fault.ShouldBe(UpstreamFault.Rejected);
    }

    private SqsDeadLetterQueue Open() => Open(local.CreateQueue());

    private SqsDeadLetterQueue Open(string url) => new(local.Sqs, new Uri(url));
}
