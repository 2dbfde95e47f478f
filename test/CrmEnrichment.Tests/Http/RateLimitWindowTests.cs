using CrmEnrichment.Http.RateLimits;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Genesys;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Http;

public sealed class RateLimitWindowTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_three_headers_make_a_window() => Read("17", "300", "42").ShouldBe(new RateLimitWindow(17, 300, s_now.AddSeconds(42)));

    [Theory]
    [InlineData(null, "300", "42")]
    [InlineData("17", null, "42")]
    [InlineData("17", "300", null)]
    [InlineData("-1", "300", "42")]
    [InlineData("17", "0", "42")]
    [InlineData("17", "300", "99999999")]
    [InlineData("17", "300", "4.2")]
    [InlineData("many", "300", "42")]
    public void Anything_less_or_senseless_is_no_window(string? count, string? allowed, string? reset) => Read(count, allowed, reset).ShouldBeNull();

    [Fact]
    public void A_late_answer_does_not_bring_requests_back() =>
        new RateLimitWindow(20, 300, s_now.AddSeconds(40)).Learn(new(18, 300, s_now.AddSeconds(41)), s_now).Used.ShouldBe(20);

    [Fact]
    public void The_next_window_starts_over() =>
        new RateLimitWindow(300, 300, s_now.AddSeconds(10)).Learn(new(1, 300, s_now.AddSeconds(69)), s_now.AddSeconds(9)).Used.ShouldBe(1);

    [Fact]
    public void Only_a_window_that_is_used_up_is_waited_for_and_never_beyond_its_end() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll(Windows(), Gen.Choose(0, 120).ToArbitrary(), (window, later) =>
        {
            var now = s_now.AddSeconds(later);
            var wait = window.Wait(now);
            return wait >= TimeSpan.Zero
                && (wait == TimeSpan.Zero || now + wait == window.ResetsAt)
                && (wait > TimeSpan.Zero) == (window.Used >= window.Allowed && now < window.ResetsAt);
        }));

    [Fact]
    public void Within_a_window_the_count_only_grows() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll(Windows(), Windows(), (known, told) =>
        {
            var learnt = known.Learn(told, s_now);
            var same = s_now < known.ResetsAt && told.ResetsAt <= known.ResetsAt!.Value.AddSeconds(5);
            return learnt.Used == (same ? Math.Max(known.Used, told.Used) : told.Used)
                && learnt.Allowed == told.Allowed
                && known.Take().Used == known.Used + 1;
        }));

    [Fact]
    public void The_gate_lets_no_more_through_than_the_window_has() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Windows(), window =>
        {
            var gate = new RateLimitGate();
            gate.Learn(window, s_now);
            var passed = Enumerable.Range(0, 700).Count(_ => gate.Enter(s_now) is null);
            return passed == (window.ResetsAt > s_now ? Math.Max(0, window.Allowed - window.Used) : 700);
        }));

    [Fact]
    public void A_window_without_an_end_is_never_waited_for()
    {
        var gate = new RateLimitGate();
        gate.Learn(new RateLimitWindow(300, 300, ResetsAt: null), s_now);
        gate.Enter(s_now).ShouldBeNull();
    }

    [Fact]
    public void Headroom_is_a_percentage_that_is_zero_exactly_when_the_window_is_used_up() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(10_000), Prop.ForAll(Windows(), window =>
            window.HeadroomPercent is >= 0 and <= 100
            && (window.HeadroomPercent > 0) == (window.Used < window.Allowed)
            && window.Take().HeadroomPercent <= window.HeadroomPercent));

    private static Arbitrary<RateLimitWindow> Windows() => (
        from used in Gen.Choose(0, 400)
        from allowed in Gen.Choose(1, 300)
        from seconds in Gen.Choose(0, 120)
        select new RateLimitWindow(used, allowed, s_now.AddSeconds(seconds))).ToArbitrary();

    private static RateLimitWindow? Read(string? count, string? allowed, string? reset)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in new[] { ("count", count), ("allowed", allowed), ("reset", reset) })
        {
            if (value is not null)
            {
                response.Headers.TryAddWithoutValidation($"inin-ratelimit-{name}", value);
            }
        }

        return GenesysRateLimit.Read(response.Headers, s_now);
    }
}
