using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class SingleFlightTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_who_leaves_does_not_take_the_work_from_the_others()
    {
        var flight = new SingleFlight<int>("Genesys", new ManualTime());
        var landing = new TaskCompletionSource<int>();
        using var leaving = new CancellationTokenSource();
        var first = flight.RunAsync(() => landing.Task, leaving.Token);
        var second = flight.RunAsync(() => throw new InvalidOperationException("a second flight"), Ct);

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        second.IsCompleted.ShouldBeFalse();
        landing.SetResult(42);

        (await second).ShouldBe(42);
    }

    [Fact]
    public async Task A_caller_waits_no_longer_than_its_deadline_and_the_work_goes_on_for_the_others()
    {
        var time = new ManualTime();
        var flight = new SingleFlight<int>("Genesys", time);
        var landing = new TaskCompletionSource<int>();
        Task<int> hurried;
        using (Deadline.Start(TimeSpan.FromMilliseconds(10), time))
        {
            hurried = flight.RunAsync(() => landing.Task, Ct);
        }

        var patient = flight.RunAsync(() => throw new InvalidOperationException("a second flight"), Ct);
        time.Advance(TimeSpan.FromMilliseconds(10));
        (await Should.ThrowAsync<UpstreamException>(() => hurried)).Fault.ShouldBe(UpstreamFault.Unavailable);
        landing.SetResult(42);

        (await patient).ShouldBe(42);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_caller_whose_flight_had_begun_before_and_runs_out_of_time_or_breaks_gets_one_of_its_own(bool isTimeout)
    {
        var flight = new SingleFlight<int>("Genesys", new ManualTime());
        var hanging = new TaskCompletionSource<int>();
        var atTheStart = flight.RunAsync(() => hanging.Task, Ct);
        var firstEvent = flight.RunAsync(() => Task.FromResult(42), Ct);

        hanging.SetException(new UpstreamException("Genesys", UpstreamFault.Unavailable, "Genesys: POST failed.") { IsTimeout = isTimeout });

        (await firstEvent).ShouldBe(42);
        (await Should.ThrowAsync<UpstreamException>(() => atTheStart)).IsTimeout.ShouldBe(isTimeout);
    }

    [Fact]
    public async Task What_is_refused_is_not_asked_for_again()
    {
        var flight = new SingleFlight<int>("Genesys", new ManualTime());
        var refusing = new TaskCompletionSource<int>();
        var atTheStart = flight.RunAsync(() => refusing.Task, Ct);
        var firstEvent = flight.RunAsync(() => throw new InvalidOperationException("a second flight"), Ct);

        refusing.SetException(new UpstreamException("Genesys", UpstreamFault.AuthRefused, "Genesys: the client is refused."));

        await Should.ThrowAsync<UpstreamException>(() => atTheStart);
        (await Should.ThrowAsync<UpstreamException>(() => firstEvent)).Fault.ShouldBe(UpstreamFault.AuthRefused);
    }

    [Fact]
    public async Task A_failure_is_shared_by_its_callers_and_not_kept()
    {
        var flight = new SingleFlight<int>("Genesys", new ManualTime());
        var crash = new TaskCompletionSource<int>();
        var callers = Enumerable.Range(0, 10).Select(_ => flight.RunAsync(() => crash.Task, Ct)).ToList();

        crash.SetException(new IOException("lost"));
        foreach (var caller in callers)
        {
            await Should.ThrowAsync<IOException>(() => caller);
        }

        (await flight.RunAsync(() => Task.FromResult(1), Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task The_work_does_not_run_under_its_first_callers_deadline()
    {
        var time = new ManualTime();
        using var deadline = Deadline.Start(TimeSpan.FromMilliseconds(5), time);

        var left = await new SingleFlight<TimeSpan>("Genesys", time).RunAsync(() => Task.FromResult(Deadline.Left), Ct);

        left.ShouldBe(TimeSpan.MaxValue);
        Deadline.Left.ShouldBe(TimeSpan.FromMilliseconds(5));
    }
}
