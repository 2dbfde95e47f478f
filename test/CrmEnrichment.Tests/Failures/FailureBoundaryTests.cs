using System.Text;
using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Idempotency;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Replay;
using CrmEnrichment.State;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Failures;

/// <summary>What the real executable cannot be made to do from outside: a bug, and time that runs out.</summary>
public sealed class FailureBoundaryTests
{
    private static readonly FunctionIdentity s_function = new("EnrichInteraction", "7");

    private readonly ManualTime _time = new();
    private readonly KeptLetters _queue = new();
    private readonly MemoryStateStore _state;
    private readonly CapturedLog<FailureBoundary> _log = new();
    private readonly StringWriter _metrics = new();

    public FailureBoundaryTests() => _state = new MemoryStateStore(_time);

    [Fact]
    public async Task A_Bug_Is_Kept_With_Type_And_Stack_And_Without_Values()
    {
        var outcome = await RunAsync(_ => throw new FormatException("could not read +13175550142"));

        outcome.ShouldBeOfType<Outcome.DeadLettered>().Reason.ShouldBe(FailureReason.Unexpected);
        var letter = _queue.Letter;
        letter.GetProperty("retryable").GetBoolean().ShouldBeFalse();
        letter.GetProperty("message").GetString()!.ShouldStartWith("System.FormatException\n");
        letter.GetProperty("message").GetString()!.ShouldContain(nameof(A_Bug_Is_Kept_With_Type_And_Stack_And_Without_Values));
        letter.GetProperty("message").GetString()!.ShouldNotContain("3175550142");
        _log.Lines.ShouldAllBe(line => !line.Contains("3175550142"));
    }

    [Fact]
    public async Task When_The_Time_Runs_Out_The_Event_Is_Kept_In_What_Was_Held_Back()
    {
        var outcome = await RunAsync(async ct =>
        {
            _time.Advance(TimeSpan.FromSeconds(12));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return new Outcome.Done("Enriched");
        });

        outcome.ShouldBeOfType<Outcome.DeadLettered>().Reason.ShouldBe(FailureReason.Unavailable);
        _queue.Letter.GetProperty("retryable").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_Handler_Sees_A_Deadline_That_Leaves_Time_For_A_Letter()
    {
        var left = TimeSpan.Zero;
        await RunAsync(_ =>
        {
            left = Deadline.Left;
            return Task.FromResult<Outcome>(new Outcome.Done("Enriched"));
        });

        left.ShouldBe(TimeSpan.FromSeconds(11.25));
        Deadline.Left.ShouldBe(TimeSpan.MaxValue);
    }

    [Fact]
    public async Task The_Envelope_Says_All_That_An_Engineer_Asks()
    {
        await RunAsync(_ => throw new UpstreamException("crm", UpstreamFault.Throttled, "crm: too many.", _time.GetUtcNow().AddMinutes(5)));

        var letter = _queue.Letter;
        Guid.Parse(letter.GetProperty("letterId").GetString()!).Version.ShouldBe(7);
        letter.GetRawText().ShouldBe(
            $$$"""{"format":"crm-enrichment/dead-letter","version":1,"letterId":"{{{letter.GetProperty("letterId").GetString()}}}","handler":"Test","eventKey":"key","reason":"Throttled","retryable":true,"notBefore":"2026-01-05T09:05:00+00:00","attempts":1,"firstFailedAt":"2026-01-05T09:00:00+00:00","lastFailedAt":"2026-01-05T09:00:00+00:00","healsFrom":"2026-01-05T09:05:00+00:00","healsUntil":"2026-01-05T10:00:00+00:00","message":"crm: too many.","upstream":"crm","correlationId":"c-1","function":{"name":"EnrichInteraction","version":"7"},"event":{"a":1}}""");
    }

    [Fact]
    public async Task A_Queue_That_Does_Not_Take_The_Letter_Makes_The_Invocation_Fail_And_Frees_The_Event()
    {
        _queue.Refuses = true;
        _time.WaitsPassAtOnce = true;

        await Should.ThrowAsync<EventNotKeptException>(() => RunAsync(_ => throw new FormatException()));

        _queue.Tried.ShouldBeGreaterThan(5);
        _log.Lines.ShouldContain(line => line.StartsWith("Critical: Test failed and the dead-letter queue did not take the event", StringComparison.Ordinal)
            && line.Contains("The letter was not written: Amazon SQS is not available.", StringComparison.Ordinal));
        _queue.Refuses = false;
        (await RunAsync(_ => Task.FromResult<Outcome>(new Outcome.Done("Enriched")), owner: "another")).ShouldBe(new Outcome.Done("Enriched"));
    }

    [Fact]
    public async Task A_Letter_That_The_Queue_Does_Not_Take_At_Once_Is_Tried_Again_While_There_Is_Time()
    {
        _queue.RefusesNext = 3;
        _time.WaitsPassAtOnce = true;

        (await RunAsync(_ => throw new FormatException())).ShouldBeOfType<Outcome.DeadLettered>();

        (_queue.Tried, _queue.Bodies.Count).ShouldBe((4, 1));
    }

    [Fact]
    public async Task Every_Outcome_Is_Counted()
    {
        await RunAsync(_ => Task.FromResult<Outcome>(new Outcome.Done("NoMatch")));

        _metrics.ToString().ShouldContain("\"Outcome\":\"NoMatch\",\"events\":1");
        _metrics.ToString().ShouldContain("\"end_to_end_latency\":2000}");
    }

    [Fact]
    public async Task A_Replayed_Letter_Is_Counted_By_How_It_Ended_And_Is_Never_Late()
    {
        await RunAsync(_ => throw new FormatException(), isReplay: true);
        await RunAsync(_ => Task.FromResult<Outcome>(new Outcome.Done("NoMatch")), isReplay: true);
        await RunAsync(_ => throw new InvalidOperationException("done before"), owner: "another", isReplay: true);

        _metrics.ToString().Split('\n').Where(line => line.Contains("letters_replayed", StringComparison.Ordinal))
            .Select(line => JsonElement.Parse(line).GetProperty("Result").GetString()).ShouldBe(["failed_again", "done", "done"]);
        _metrics.ToString().ShouldNotContain("end_to_end_latency");
    }

    [Fact]
    public async Task A_Letter_That_Another_Delivery_Has_In_Hand_Has_Not_Ended()
    {
        var outcome = await RunAsync(
            async _ => await RunAsync(_ => throw new InvalidOperationException("in hand"), owner: "another", isReplay: true));

        outcome.ShouldBeOfType<Outcome.InProgress>();
        _metrics.ToString().ShouldNotContain("letters_replayed");
    }

    [Fact]
    public async Task A_Letter_Of_A_Mebibyte_Is_Written_As_It_Is_And_With_One_Byte_More_It_Is_Packed()
    {
        await RunAsync(_ => throw new FormatException(), payload: "\"\"");
        var room = DeadLetterStore.LargestMessage - Encoding.UTF8.GetByteCount(_queue.Bodies[0]);
        await RunAsync(_ => throw new FormatException(), payload: $"\"{new string('x', room)}\"");
        await RunAsync(_ => throw new FormatException(), payload: $"\"{new string('x', room + 1)}\"");

        Encoding.UTF8.GetByteCount(_queue.Bodies[1]).ShouldBe(1_048_576);
        JsonElement.Parse(_queue.Bodies[1]).GetProperty("event").GetString()!.Length.ShouldBe(room);
        JsonElement.Parse(_queue.Bodies[2]).TryGetProperty("eventGzip", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Two_Handlers_Of_One_Event_Both_Run()
    {
        (await RunAsync(_ => Task.FromResult<Outcome>(new Outcome.Done("First")), handler: "First")).Name.ShouldBe("First");
        (await RunAsync(_ => Task.FromResult<Outcome>(new Outcome.Done("Second")), owner: "another", handler: "Second")).Name.ShouldBe("Second");
        (await RunAsync(_ => throw new InvalidOperationException("done before"), owner: "another", handler: "First")).ShouldBeOfType<Outcome.Duplicate>();
    }

    [Fact]
    public async Task What_Had_No_Effect_Is_Handled_When_It_Comes_Again()
    {
        (await RunAsync(_ => Task.FromResult<Outcome>(new Outcome.Ignored { As = "Stale" }))).Name.ShouldBe("Stale");

        (await RunAsync(_ => Task.FromResult<Outcome>(new Outcome.Done("Enriched")), owner: "another")).Name.ShouldBe("Enriched");
    }

    [Fact]
    public async Task A_failure_is_told_by_whoever_has_the_event_and_kept()
    {
        var told = 0;

        var outcome = await RunAsync(_ => Failed(() => told++));

        outcome.ShouldBeOfType<Outcome.DeadLettered>().Reason.ShouldBe(FailureReason.CrmUnavailable);
        told.ShouldBe(1);
    }

    // Found by the crash campaign: both were at work because the table was away when the first one claimed the event.
    [Fact]
    public async Task A_failure_does_not_hide_what_another_delivery_has_done_meanwhile()
    {
        var told = 0;

        var outcome = await RunAsync(async ct =>
        {
            await new EventClaims(_state, new StateOptions()).CompleteAsync(new ClaimKey("Test", "key"), ct);
            return await Failed(() => told++);
        });

        outcome.ShouldBeOfType<Outcome.Duplicate>();
        told.ShouldBe(0);
        _queue.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_is_not_told_and_kept_all_the_same_while_nobody_knows_who_has_the_event()
    {
        var told = 0;

        var outcome = await RunAsync(async ct =>
        {
            await _state.PutAsync(new ClaimKey("Test", "key").Name, "running/somebody", TimeSpan.FromMinutes(1), ct);
            return await Failed(() => told++);
        });

        outcome.ShouldBeOfType<Outcome.DeadLettered>();
        told.ShouldBe(0);
    }

    private static Task<Outcome> Failed(Action tell) => Task.FromResult<Outcome>(new Outcome.Failed(new Failure(FailureReason.CrmUnavailable, "crm: GET was answered with 503."))
    {
        Tell = _ =>
        {
            tell();
            return Task.CompletedTask;
        },
    });

    private Task<Outcome> RunAsync(Func<CancellationToken, Task<Outcome>> handle, string owner = "request-1", bool isReplay = false, string handler = "Test", string payload = """{"a":1}""")
    {
        var boundary = new FailureBoundary(
            new DeadLetterStore(_queue, _state), new EventClaims(_state, new StateOptions()), new HealingRule(new HealingOptions()), new Metrics(_metrics, _time, "test"), _time, _log);
        var testHandler = new TestHandler(handler, handle, new EventIdentity("key", "c-1", _time.GetUtcNow().AddSeconds(-2)));
        var delivery = new Delivery(JsonElement.Parse(payload), owner, TimeSpan.FromSeconds(15), s_function) { IsReplay = isReplay };
        return isReplay ? ReplayAsync(EventRoute.Of(testHandler, boundary), delivery) : boundary.RunAsync(testHandler, delivery, TestContext.Current.CancellationToken);
    }

    private async Task<Outcome> ReplayAsync(EventRoute route, Delivery delivery)
    {
        var replay = new LetterReplay(_queue, new DeadLetterStore(_queue, _state), new EventRoutes([route]), new Metrics(_metrics, _time, "test"));
        Outcome? outcome = null;
        await replay.RunAsync(
            new LetterReplay.Attempt(new QueuedMessage("id", "receipt", "", TargetArn: null), route, delivery),
            ended => (outcome = ended) is Outcome.InProgress ? AfterReplay.Keep : AfterReplay.Delete,
            TestContext.Current.CancellationToken);
        return outcome!;
    }

    private sealed class TestHandler(string name, Func<CancellationToken, Task<Outcome>> handle, EventIdentity identity) : IEventHandler<JsonElement>
    {
        public string Name => name;

        public EventReading<JsonElement> Read(JsonElement payload) => new EventReading<JsonElement>.Ours(payload) { Identity = identity };

        public Task<Outcome> HandleAsync(JsonElement e, CancellationToken ct) => handle(ct);
    }
}
