using CrmEnrichment.Http;
using CrmEnrichment.Http.Retries;
using CrmEnrichment.Http.Upstreams;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class BackOffTests
{
    private static readonly Config s_many = Config.QuickThrowOnFailure.WithMaxTest(10_000);

    [Fact]
    public void The_wait_lies_between_half_and_all_of_its_limit() => Check.One(s_many, Prop.ForAll(Cases(), c =>
    {
        var limit = BackOff.Limit(c.Attempt, c.Options);
        var wait = BackOff.Delay(c.Attempt, c.Options, new Random(c.Seed));
        // A tick of rounding: halves of odd numbers.
        return wait >= (limit / 2) - TimeSpan.FromTicks(1) && wait <= limit;
    }));

    [Fact]
    public void The_limit_grows_up_to_the_configured_one() => Check.One(s_many, Prop.ForAll(Cases(), c =>
    {
        var limit = BackOff.Limit(c.Attempt, c.Options);
        return limit > TimeSpan.Zero
            && limit <= BackOff.Limit(c.Attempt + 1, c.Options)
            && limit <= TimeSpan.FromMilliseconds(c.Options.BackOffMaxMs);
    }));

    [Fact]
    public void The_jitter_on_top_of_an_asked_wait_is_at_most_the_base() => Check.One(s_many, Prop.ForAll(Cases(), c =>
        BackOff.Jitter(c.Options, new Random(c.Seed)) is var jitter && jitter >= TimeSpan.Zero && jitter <= TimeSpan.FromMilliseconds(c.Options.BackOffBaseMs)));

    [Fact]
    public void No_wait_is_begun_that_leaves_less_than_an_attempt_needs() => Check.One(s_many, Prop.ForAll(Cases(), c =>
    {
        var left = TimeSpan.FromMilliseconds(c.LeftMs);
        var end = new AttemptFailure("503", ActedUpon: c.Attempt % 2 == 0, c.AskedSeconds < 0 ? null : TimeSpan.FromSeconds(c.AskedSeconds));
        return RetryRule.Wait(end, repeatable: true, c.Attempt % 5, left, c.Options, new Random(c.Seed)) is not { } wait
            || (wait + TimeSpan.FromMilliseconds(c.Options.LeastAttemptMs) <= left && c.Attempt % 5 < c.Options.MaxRetries);
    }));

    [Fact]
    public void The_operating_systems_numbers_are_spread_between_0_and_1()
    {
        var random = new OperatingSystemRandom();
        var numbers = Enumerable.Range(0, 10_000).Select(_ => random.NextDouble()).ToList();

        numbers.ShouldAllBe(n => n >= 0 && n < 1);
        numbers.Distinct().Count().ShouldBeGreaterThan(9_900);
        // Ten standard deviations around the mean: never by chance.
        numbers.Average().ShouldBeInRange(0.47, 0.53);
    }

    private static Arbitrary<Case> Cases() => (
        from attempt in Gen.Choose(0, 2_000)
        from basis in Gen.Choose(1, 60_000)
        from max in Gen.Choose(1, 60_000)
        from left in Gen.Choose(0, 20_000)
        from asked in Gen.Choose(-10, 20)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Case(attempt, new HttpOptions { BackOffBaseMs = basis, BackOffMaxMs = max }, left, asked, seed)).ToArbitrary();

    private sealed record Case(int Attempt, HttpOptions Options, int LeftMs, int AskedSeconds, int Seed);
}
