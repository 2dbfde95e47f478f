using CrmEnrichment.DeadLetters;
using CrmEnrichment.Pipeline;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Sqs;

public sealed class QueueBatchTests
{
    private const string AllHandled = """{"batchItemFailures":[]}""";

    private static Outcome Failed { get; } = new Outcome.Failed(new Failure(FailureReason.CrmUnavailable, "crm: POST was answered with 503."));

    [Fact]
    public async Task Each_message_is_one_event_under_its_own_id_with_the_time_that_the_invocation_has_left()
    {
        var batch = new PlayedBatch().Add("m-1", """{"interaction":"genesys/1"}""").Add("m-2", """{"interaction":"genesys/2"}""");

        (await batch.RunAsync()).ShouldBe(AllHandled);

        batch.Begun.ShouldBe(["""{"interaction":"genesys/1"}""", """{"interaction":"genesys/2"}"""], ignoreOrder: true);
        batch.Deliveries.Select(delivery => delivery.Owner).ShouldBe(["m-1", "m-2"], ignoreOrder: true);
        batch.Deliveries.ShouldAllBe(delivery => delivery.TimeLeft == TimeSpan.FromSeconds(15) && delivery.Function == new FunctionIdentity("WriteWork", "7"));
    }

    [Fact]
    public async Task A_message_that_fails_becomes_a_letter_and_leaves_its_queue_and_stops_nobody()
    {
        var batch = new PlayedBatch { Handle = payload => payload.GetProperty("n").GetInt32() == 1 ? Failed : new Outcome.Done("Written") }
            .Add("m-1", """{"n":1}""").Add("m-2", """{"n":2}""");

        (await batch.RunAsync()).ShouldBe(AllHandled);

        var letter = batch.Letters.Letter;
        (letter.GetProperty("handler").GetString(), letter.GetProperty("reason").GetString(), letter.GetProperty("event").GetRawText()).ShouldBe(("WriteWork", "CrmUnavailable", """{"n":1}"""));
        batch.Begun.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Only_a_message_whose_letter_could_not_be_written_stays_in_its_queue()
    {
        var batch = new PlayedBatch { Handle = payload => payload.GetProperty("n").GetInt32() == 2 ? Failed : new Outcome.Done("Written") }
            .Add("m-1", """{"n":1}""").Add("m-2", """{"n":2}""").Add("m-3", """{"n":3}""");
        batch.Letters.Refuses = true;
        batch.Time.WaitsPassAtOnce = true;

        (await batch.RunAsync()).ShouldBe("""{"batchItemFailures":[{"itemIdentifier":"m-2"}]}""");
    }

    [Fact]
    public async Task Of_a_group_everything_after_the_message_that_stays_stays_too_and_is_not_begun()
    {
        var batch = new PlayedBatch { Handle = payload => payload.ToString() is "\"a2\"" or "a2" ? Failed : new Outcome.Done("Written") }
            .Add("m-1", "\"a1\"", group: "a").Add("m-2", "\"a2\"", group: "a").Add("m-3", "\"b1\"", group: "b").Add("m-4", "\"a3\"", group: "a").Add("m-5", "\"b2\"", group: "b");
        batch.Letters.Refuses = true;
        batch.Time.WaitsPassAtOnce = true;

        (await batch.RunAsync()).ShouldBe("""{"batchItemFailures":[{"itemIdentifier":"m-2"},{"itemIdentifier":"m-4"}]}""");

        batch.Begun.ShouldBe(["a1", "a2", "b1", "b2"], ignoreOrder: true);
        batch.Log.Lines.ShouldContain(line => line.Contains("Message m-4 was not begun: message m-2 before it in its group was not handled."));
    }

    [Fact]
    public async Task A_group_is_handled_in_its_order()
    {
        var batch = new PlayedBatch();
        var bodies = Enumerable.Range(0, 10).Select(i => $"{i}").ToArray();
        foreach (var body in bodies)
        {
            batch.Add($"m-{body}", body, group: "a");
        }

        (await batch.RunAsync()).ShouldBe(AllHandled);

        batch.Begun.ShouldBe(bodies);
    }

    [Fact]
    public async Task A_message_that_would_begin_too_late_is_not_made_a_letter_but_stays_in_its_queue()
    {
        PlayedBatch? batch = null;
        batch = new PlayedBatch
        {
            Handle = _ =>
            {
                batch!.Time.Advance(TimeSpan.FromSeconds(10));
                return new Outcome.Done("Written");
            },
            TimeLeft = TimeSpan.FromSeconds(11),
        };
        batch.Add("m-1", "1", group: "a").Add("m-2", "2", group: "a").Add("m-3", "3", group: "a");

        (await batch.RunAsync()).ShouldBe("""{"batchItemFailures":[{"itemIdentifier":"m-2"},{"itemIdentifier":"m-3"}]}""");

        batch.Begun.ShouldBe(["1"]);
        batch.Letters.Bodies.ShouldBeEmpty();
        batch.Log.Lines.ShouldContain(line => line.Contains("Message m-2 was not begun: only 1000 ms"));
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_an_event_all_the_same()
    {
        var batch = new PlayedBatch { Handle = _ => Failed }.Add("m-1", "not { JSON");

        (await batch.RunAsync()).ShouldBe(AllHandled);

        batch.Letters.Letter.GetProperty("event").GetString().ShouldBe("not { JSON");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("""{"Records":[]}""")]
    public async Task Without_messages_nothing_is_done(string payload) => (await new PlayedBatch().RunAsync(payload)).ShouldBe(AllHandled);

    [Theory]
    [InlineData("""{"Records":[{"body":"x"}]}""")]
    [InlineData("""{"Records":[{"messageId":"m-1"}]}""")]
    [InlineData("""{"Records":"none"}""")]
    [InlineData("[]")]
    public async Task What_is_no_event_of_SQS_fails_the_invocation_so_that_nothing_is_deleted(string payload) =>
        (await Should.ThrowAsync<Exception>(() => new PlayedBatch().RunAsync(payload))).Message.ShouldContain("SqsEvent");
}
