using CrmEnrichment.Deadlines;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class TimeLimitTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(10_000);

    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void It_lasts_for_the_given_time_or_what_is_left_and_the_calls_within_see_its_end() =>
        Check.One(s_config, Prop.ForAll(Milliseconds(-1_000), Milliseconds(0), Milliseconds(0), (most, outer, elapsed) =>
        {
            using var around = Deadline.Start(outer, _time);
            using (var limit = TimeLimit.Start(most, _time))
            {
                var length = TimeSpan.FromTicks(Math.Max(0, Math.Min(most.Ticks, outer.Ticks)));
                limit.Length.ShouldBe(length);
                _time.Advance(elapsed);
                limit.IsOver.ShouldBe(elapsed >= length);
                limit.Token.IsCancellationRequested.ShouldBe(elapsed >= length);
                Deadline.Left.ShouldBe(elapsed >= length ? TimeSpan.Zero : length - elapsed);
            }

            Deadline.Left.ShouldBe(elapsed >= outer ? TimeSpan.Zero : outer - elapsed);
        }));

    [Fact]
    public void A_limit_inside_of_a_limit_never_ends_later() =>
        Check.One(s_config, Prop.ForAll(Milliseconds(0), Milliseconds(0), Milliseconds(0), (first, second, elapsed) =>
        {
            using var outer = TimeLimit.Start(first, _time);
            _time.Advance(elapsed);
            using var inner = TimeLimit.Start(second, _time, outer.Token);
            (elapsed + inner.Length <= first || inner.Length == TimeSpan.Zero).ShouldBeTrue();
        }));

    [Fact]
    public void The_callers_cancellation_ends_the_work_and_is_not_taken_for_the_limit()
    {
        using var caller = new CancellationTokenSource();
        using var limit = TimeLimit.Start(TimeSpan.FromSeconds(1), _time, caller.Token);

        caller.Cancel();
        _time.Advance(TimeSpan.FromSeconds(2));

        limit.Token.IsCancellationRequested.ShouldBeTrue();
        limit.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void A_caller_who_cancels_after_the_end_does_not_change_what_ended_the_work()
    {
        using var caller = new CancellationTokenSource();
        using var limit = TimeLimit.Start(TimeSpan.FromSeconds(1), _time, caller.Token);

        _time.Advance(TimeSpan.FromSeconds(1));
        caller.Cancel();

        limit.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void It_is_known_what_ended_the_work_before_the_work_sees_its_token_cancelled()
    {
        using var limit = TimeLimit.Start(TimeSpan.FromSeconds(1), _time, Ct);
        bool? seen = null;
        using var work = limit.Token.Register(() => seen = limit.IsOver);

        _time.Advance(TimeSpan.FromSeconds(1));

        seen.ShouldBe(true);
    }

    [Fact]
    public void Work_of_its_own_has_all_of_its_time_whatever_the_deadline_in_force()
    {
        using var passed = Deadline.Start(TimeSpan.Zero, _time);
        using (var limit = TimeLimit.StartOwn(TimeSpan.FromSeconds(1), _time))
        {
            limit.Length.ShouldBe(TimeSpan.FromSeconds(1));
            Deadline.Left.ShouldBe(TimeSpan.FromSeconds(1));
            limit.Token.IsCancellationRequested.ShouldBeFalse();
        }

        Deadline.Left.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Without_a_deadline_even_an_endless_limit_fits_a_timer()
    {
        using var limit = TimeLimit.Start(TimeSpan.MaxValue, _time, Ct);

        limit.Length.ShouldBe(TimeLimit.Longest);
        limit.IsOver.ShouldBeFalse();
    }

    [Fact]
    public async Task Work_that_ignores_its_token_does_not_hold_up_the_caller()
    {
        var never = new TaskCompletionSource<int>();
        using var limit = TimeLimit.Start(TimeSpan.FromSeconds(1), _time, Ct);
        var running = limit.RunAsync(_ => never.Task);

        _time.Advance(TimeSpan.FromSeconds(1));

        await Should.ThrowAsync<OperationCanceledException>(() => running);
        limit.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void With_slack_the_token_ends_before_the_deadline_of_the_calls_within()
    {
        using var limit = TimeLimit.Start(TimeSpan.FromSeconds(1), slack: TimeSpan.FromMilliseconds(250), _time, Ct);

        _time.Advance(TimeSpan.FromSeconds(1));

        limit.IsOver.ShouldBeTrue();
        Deadline.Left.ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    private static Arbitrary<TimeSpan> Milliseconds(int least) => Gen.Choose(least, 60_000).Select(ms => TimeSpan.FromMilliseconds(ms)).ToArbitrary();
}
