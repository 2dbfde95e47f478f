using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.State;
using CrmEnrichment.Tests.Customers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Vtiger;

/// <summary>Over real sockets: what must not happen at the same time, because one user has one challenge, and PHP locks a session.</summary>
public sealed class VtigerQueueTests
{
    [Fact]
    public async Task Of_two_environments_with_a_shared_store_the_second_asks_for_its_challenge_when_the_first_is_in()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.State = new SharedStore(new MemoryStateStore(room.Time));
        var taken = new TaskCompletionSource();
        room.Vtiger.Faults.Next(VtigerRoom.Login, Fault.HangUntil(taken.Task));
        var first = room.FoundAsync(room.Environment());
        await room.Vtiger.Requests.ArrivalOfAsync(VtigerRoom.Login, TestContext.Current.CancellationToken);

        room.Time.WaitsPassAtOnce = false;
        var second = room.FoundAsync(room.Environment());
        while (!room.Time.Waits.Any(wait => wait >= TimeSpan.FromMilliseconds(50)))
        {
            await Task.Yield();
        }

        room.Vtiger.Requests.Where(VtigerRoom.Challenge).Count.ShouldBe(1);
        taken.SetResult();
        await first;
        room.Time.WaitsPassAtOnce = true;
        room.Time.Advance(TimeSpan.FromMilliseconds(100));
        await second;

        room.Vtiger.Logins.Begun.ShouldBe(2);
        room.Vtiger.Requests.Where(VtigerRoom.Challenge).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_lease_that_was_not_given_back_delays_a_login_and_does_not_prevent_it()
    {
        await using var room = await VtigerRoom.StartAsync();
        room.State = new AlwaysTaken();

        await room.FoundAsync(room.Environment());

        room.Time.Waits.Count(wait => wait >= TimeSpan.FromMilliseconds(50)).ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task A_request_that_was_not_answered_in_time_is_not_sent_again_on_the_locked_session()
    {
        using var room = VtigerAnswers.RecordOnly();
        room.WhenAsked(VtigerAnswers.OfContacts).Hangs();

        var fault = await room.FaultAsync(null, VtigerAnswers.Phone);

        fault.Fault.ShouldBe(UpstreamFault.Unavailable);
        fault.Message.ShouldContain("no complete answer within");
        room.Crm.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task After_a_request_that_was_given_up_the_next_waits_until_the_session_is_likely_free()
    {
        using var room = VtigerAnswers.RecordOnly(("TimeoutMs", "1200"));
        room.WhenAsked(VtigerAnswers.OfContacts).Hangs();
        await room.FaultAsync(null, VtigerAnswers.Phone);
        room.Time.Waits.ShouldNotContain(TimeSpan.FromMilliseconds(600));

        await room.FaultAsync(null, VtigerAnswers.Phone);

        room.Time.Waits.Count(wait => wait == TimeSpan.FromMilliseconds(600)).ShouldBe(1);
    }

    [Fact]
    public async Task After_an_answer_the_next_request_waits_for_nothing()
    {
        using var room = VtigerAnswers.RecordOnly(("TimeoutMs", "1200"));
        room.WhenAsked(VtigerAnswers.OfContacts).Answers(System.Net.HttpStatusCode.InternalServerError, "");
        await room.FaultAsync(null, VtigerAnswers.Phone);

        await room.FaultAsync(null, VtigerAnswers.Phone);

        room.Time.Waits.ShouldNotContain(TimeSpan.FromMilliseconds(600));
    }

    [Fact]
    public async Task Look_ups_side_by_side_are_sent_one_after_the_other()
    {
        await using var room = await VtigerRoom.StartAsync(("Vtiger:Account", "false"));
        await room.FoundAsync();
        room.Vtiger.Requests.Clear();
        var released = new TaskCompletionSource();
        room.Vtiger.Faults.Next(VtigerRoom.Query, Fault.HangUntil(released.Task));

        var all = Enumerable.Range(0, 8).Select(_ => room.FoundAsync()).ToList();
        await room.Vtiger.Requests.ArrivalOfAsync(VtigerRoom.Query, TestContext.Current.CancellationToken);
        room.Vtiger.Requests.Where(VtigerRoom.Query).Count.ShouldBe(1);
        released.SetResult();

        await Task.WhenAll(all);
        room.Vtiger.Requests.Where(VtigerRoom.Query).Count.ShouldBe(8);
    }

    /// <summary>Somebody has the lease and does not give it back.</summary>
    private sealed class AlwaysTaken : IStateStore
    {
        public bool IsShared => true;

        public ValueTask<string?> GetAsync(string key, CancellationToken ct) => new("somebody");

        public ValueTask PutAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => throw new InvalidOperationException("It is not ours.");

        public ValueTask<string?> PutIfAbsentAsync(string key, string value, TimeSpan timeToLive, CancellationToken ct) => new("somebody");

        public ValueTask<bool> ReplaceAsync(string key, string expected, string value, TimeSpan timeToLive, CancellationToken ct) => throw new InvalidOperationException("It is not ours.");

        public ValueTask DeleteAsync(string key, CancellationToken ct) => throw new InvalidOperationException("It is not ours.");

        public ValueTask<long> AddAsync(string key, long amount, TimeSpan timeToLive, CancellationToken ct) => new(amount);
    }
}
