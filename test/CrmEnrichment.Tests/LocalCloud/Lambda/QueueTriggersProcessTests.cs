using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Lambda.EventSources;
using CrmEnrichment.Local.Sqs;
using CrmEnrichment.Local.Stories;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud.Lambda;

/// <summary>A queue triggers the real executable. The enriching function makes a letter of what is no event of Genesys, and so shows what it got.</summary>
public sealed class QueueTriggersProcessTests
{
    [Fact]
    public async Task A_real_process_gets_the_batch_and_its_answer_empties_the_queue()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var cloud = await EmbeddedCloud.StartAsync();
        var line = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        cloud.Lambda.Activity.Ended = (function, payload, result) => line.TrySetResult(InvocationLine.Of(function, payload, result, DateTimeOffset.UnixEpoch));
        var queue = cloud.Queues.Create("work");
        cloud.Lambda.Map(new EventSourceMapping { Queue = queue, Function = "EnrichInteraction", ReportBatchItemFailures = true });

        queue.Send("""{"interaction":"genesys/1"}""");

        var letter = JsonElement.Parse((await cloud.DeadLetters.HoldsAsync(1, ct)).ShouldHaveSingleItem());
        var record = letter.GetProperty("event").GetProperty("Records").EnumerateArray().ShouldHaveSingleItem();
        (record.GetProperty("body").GetString(), record.GetProperty("eventSourceARN").GetString()).ShouldBe(("""{"interaction":"genesys/1"}""", queue.Arn));
        await TriggeredFunction.UntilAsync(() => queue.Bodies is []);
        (await line.Task).ShouldStartWith("00:00:00  EnrichInteraction  InvalidEvent");
    }

    [Fact]
    public async Task The_console_says_which_queue_and_what_failed()
    {
        var line = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var functions = new CrmEnrichment.Local.Lambda.Functions(TimeProvider.System);
        await using var closing = functions;
        functions.Activity.Ended = (function, payload, result) => line.TrySetResult(InvocationLine.Of(function, payload, result, DateTimeOffset.UnixEpoch));
        await functions.DefineAsync(PlayedRuntime.Answering(taken =>
            $$"""{"batchItemFailures":[{"itemIdentifier":"{{JsonElement.Parse(taken.Payload).GetProperty("Records")[0].GetProperty("messageId").GetString()}}"}]}"""));
        var queue = new Queues(TimeProvider.System).Create("work");
        functions.Map(new EventSourceMapping { Queue = queue, Function = "Played", ReportBatchItemFailures = true });

        queue.Send("x");

        (await line.Task).ShouldMatch("^00:00:00  Played +1 failed +[0-9]+ ms  1 of work$");
    }
}
