using System.Net;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>Who is waited for, who stands in for whom, and what is told of it.</summary>
public sealed class LookupTests : IDisposable
{
    private static readonly CustomersOptions s_essential = new() { WaitFor = WaitFor.Essential };

    private readonly DirectoryRoom _room = new();
    private readonly TaskCompletionSource _late = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_essential_is_told_first_and_the_rest_follows()
    {
        _room.When("crm").Answers(HttpStatusCode.OK, """{"crmAccountId": "A-1"}""");
        _room.When("shop").AnswersWhen(_late.Task, HttpStatusCode.OK, """{"loyaltyTier": "Gold"}""");
        await using var lookup = Begin(s_essential, _room.Source("crm", role: SourceRole.Essential), _room.Source("shop"));

        var first = await lookup.FirstAsync(Ct);

        first.ShouldSatisfyAllConditions(
            () => first.Fields.Keys.ShouldBe(["crmAccountId"]), () => first.Pending.ShouldBe(["shop"]), () => first.Status.ShouldBe(LookupStatus.Partial), () => first.Failures.ShouldBeEmpty());
        _late.SetResult();
        var complete = await lookup.CompleteAsync(Ct);
        complete.ShouldSatisfyAllConditions(
            () => complete.Fields.Keys.ShouldBe(["crmAccountId", "loyaltyTier"]), () => complete.Pending.ShouldBeEmpty(), () => complete.Status.ShouldBe(LookupStatus.Found));
        complete.Origins.ShouldBe(new Dictionary<string, string> { ["crmAccountId"] = "crm", ["loyaltyTier"] = "shop" });
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task An_essential_source_that_knows_nothing_does_not_suffice(HttpStatusCode status)
    {
        _room.When("crm").Answers(status);
        _room.When("shop").AnswersWhen(_late.Task, HttpStatusCode.OK, """{"loyaltyTier": "Gold"}""");
        await using var lookup = Begin(s_essential, _room.Source("crm", role: SourceRole.Essential), _room.Source("shop"));
        var first = lookup.FirstAsync(Ct);

        _late.SetResult();

        (await first).Fields.Keys.ShouldBe(["loyaltyTier"]);
    }

    [Fact]
    public async Task Without_that_setting_all_are_waited_for()
    {
        _room.When("crm").Answers(HttpStatusCode.OK, """{"crmAccountId": "A-1"}""");
        _room.When("shop").AnswersWhen(_late.Task, HttpStatusCode.OK, """{"loyaltyTier": "Gold"}""");
        await using var lookup = Begin(new(), _room.Source("crm", role: SourceRole.Essential), _room.Source("shop"));
        var first = lookup.FirstAsync(Ct);

        _late.SetResult();

        (await first).Fields.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Fallbacks_are_asked_one_after_the_other_when_all_have_failed()
    {
        _room.When("crm").Answers(HttpStatusCode.ServiceUnavailable);
        _room.When("second").Answers(HttpStatusCode.ServiceUnavailable);
        _room.When("third").Answers(HttpStatusCode.OK, """{"crmAccountId": "A-3"}""");

        var found = await CompleteAsync(Begin(new(),
            _room.Source("fourth", 9, SourceRole.Fallback), _room.Source("third", 3, SourceRole.Fallback), _room.Source("second", 2, SourceRole.Fallback), _room.Source("crm", 5)));

        found.Origins.ShouldBe(new Dictionary<string, string> { ["crmAccountId"] = "third" });
        found.Failures.Select(failure => failure.Upstream).ShouldBe(["second", "crm"]);
        (found.Status, found.Asked).ShouldBe((LookupStatus.Partial, 3));
        _room.AskedOf("fourth").ShouldBe(0);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"crmAccountId": "A-1"}""")]
    public async Task A_fallback_is_left_alone_while_anybody_answers(string answer)
    {
        _room.When("crm").Answers(HttpStatusCode.OK, answer);
        _room.When("shop").Answers(HttpStatusCode.ServiceUnavailable);

        await CompleteAsync(Begin(new(), _room.Source("crm"), _room.Source("shop"), _room.Source("fallback", role: SourceRole.Fallback)));

        _room.AskedOf("fallback").ShouldBe(0);
    }

    [Fact]
    public async Task Each_source_has_a_deadline_of_its_own()
    {
        _room.When("slow").Hangs();
        _room.When("crm").Answers(HttpStatusCode.OK, """{"crmAccountId": "A-1"}""");
        var slow = _room.Source("slow") with { Deadline = TimeSpan.FromMilliseconds(300) };

        var found = await CompleteAsync(Begin(new(), slow, _room.Source("crm")));

        found.Failures.ShouldHaveSingleItem().Message.ShouldBe("slow did not answer within 300 ms.");
        found.Fields.Keys.ShouldBe(["crmAccountId"]);
    }

    [Fact]
    public async Task A_source_that_does_not_listen_when_its_time_is_up_is_left_behind()
    {
        var deaf = new Deaf();
        var directory = _room.Directory(new(), new DirectorySource(deaf, 1, SourceRole.Ordinary, TimeSpan.FromMilliseconds(300)));
        var answer = CompleteAsync(directory.Begin(DirectoryRoom.Caller, new Requester("test", Audience.Admin)));
        await deaf.Asked.Task;

        _room.Time.Advance(TimeSpan.FromMilliseconds(300));

        (await answer).Failures.ShouldHaveSingleItem().Message.ShouldBe("deaf did not answer within 300 ms.");
    }

    [Fact]
    public async Task Who_has_less_time_than_the_sources_gets_what_is_there()
    {
        _room.When("crm").Answers(HttpStatusCode.OK, """{"crmAccountId": "A-1"}""");
        _room.When("shop").AnswersWhen(_late.Task, HttpStatusCode.OK, """{"loyaltyTier": "Gold"}""");
        await using var lookup = Begin(s_essential, _room.Source("crm", role: SourceRole.Essential), _room.Source("shop"));
        await lookup.FirstAsync(Ct);
        Task<Found> answer;
        using (Deadline.Start(TimeSpan.FromMilliseconds(200), _room.Time))
        {
            answer = lookup.CompleteAsync(Ct);
        }

        _room.Time.Advance(TimeSpan.FromMilliseconds(200));

        var found = await answer;
        found.Failures.ShouldHaveSingleItem().Message.ShouldBe("shop did not answer within 200 ms, the time for an answer.");
        (found.Fields.Count, found.Pending.Count, found.Status).ShouldBe((1, 0, LookupStatus.Partial));
        _late.SetResult();
        (await lookup.CompleteAsync(Ct)).Status.ShouldBe(LookupStatus.Found);
    }

    [Fact]
    public async Task Who_has_no_patience_learns_that_nobody_answered()
    {
        _room.When("crm").AnswersWhen(_late.Task, HttpStatusCode.OK, "{}");
        await using var lookup = Begin(new(), _room.Source("crm"));
        var answer = lookup.FirstAsync(TimeSpan.FromMilliseconds(900), Ct);

        _room.Time.Advance(TimeSpan.FromMilliseconds(900));

        (await answer).Status.ShouldBe(LookupStatus.Failed);
        _late.SetResult();
    }

    [Fact]
    public async Task Whoever_leaves_does_not_take_the_look_up_from_the_others()
    {
        _room.When("crm").AnswersWhen(_late.Task, HttpStatusCode.OK, """{"crmAccountId": "A-1"}""");
        var directory = _room.Directory(new(), _room.Source("crm"));
        using var leaves = new CancellationTokenSource();
        await using var first = directory.Begin(DirectoryRoom.Caller, new Requester("first", Audience.Admin));
        await using var second = directory.Begin(DirectoryRoom.Caller, new Requester("second", Audience.Admin));
        var left = first.CompleteAsync(leaves.Token);

        await leaves.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => left);
        _late.SetResult();
        (await second.CompleteAsync(Ct)).Status.ShouldBe(LookupStatus.Found);
        _room.AskedOf("crm").ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_has_far_more_time_than_the_one_who_asked_first_gets_it()
    {
        _room.When("crm").AnswersWhen(_late.Task, HttpStatusCode.OK, """{"crmAccountId": "A-1"}""");
        var directory = _room.Directory(new(), _room.Source("crm"));
        Task<Found> hurried;
        using (Deadline.Start(TimeSpan.FromMilliseconds(100), _room.Time))
        {
            hurried = DirectoryRoom.FindAsync(directory, DirectoryRoom.Caller);
        }

        var patient = DirectoryRoom.FindAsync(directory, DirectoryRoom.Caller);

        _room.Time.Advance(TimeSpan.FromMilliseconds(100));
        (await hurried).Status.ShouldBe(LookupStatus.Failed);
        _late.SetResult();
        (await patient).Status.ShouldBe(LookupStatus.Found);
    }

    [Fact]
    public async Task A_customer_known_several_times_is_counted_by_source()
    {
        _room.When("crm").Answers(HttpStatusCode.OK, "[{}, {}]");
        _room.When("shop").Answers(HttpStatusCode.OK, "{}");

        (await CompleteAsync(Begin(new(), _room.Source("crm"), _room.Source("shop")))).Status.ShouldBe(LookupStatus.Ambiguous);

        _room.Counted("ambiguous_answers").ShouldBe(["crm"]);
    }

    [Fact]
    public async Task A_bug_in_a_source_is_no_answer_but_an_exception_for_all_who_wait()
    {
        var directory = _room.Directory(s_essential, new DirectorySource(new Broken(), 1, SourceRole.Essential, TimeSpan.FromSeconds(1)));
        await using var lookup = directory.Begin(DirectoryRoom.Caller, new Requester("test", Audience.Admin));

        await Should.ThrowAsync<InvalidOperationException>(() => lookup.FirstAsync(Ct));
        await Should.ThrowAsync<InvalidOperationException>(() => lookup.CompleteAsync(Ct));
    }

    public void Dispose() => _room.Dispose();

    private Lookup Begin(CustomersOptions options, params DirectorySource[] sources) =>
        _room.Directory(options, sources).Begin(DirectoryRoom.Caller, new Requester("test", Audience.Admin));

    private static async Task<Found> CompleteAsync(Lookup begun)
    {
        await using var lookup = begun;
        return await lookup.CompleteAsync(Ct);
    }

    private sealed class Deaf : ICustomerSource
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "deaf";

        public Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct)
        {
            Asked.SetResult();
            return new TaskCompletionSource<SourceAnswer>().Task;
        }

        public Task ProbeAsync(CancellationToken ct) => throw new NotSupportedException();
    }

    private sealed class Broken : ICustomerSource
    {
        public string Name => "broken";

        public Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct) => throw new InvalidOperationException("A bug.");

        public Task ProbeAsync(CancellationToken ct) => throw new InvalidOperationException("A bug.");
    }
}
