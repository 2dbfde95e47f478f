using CrmEnrichment.Replay;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Failures;

/// <summary>How fast letters may begin.</summary>
public static class ReplayRateTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public static async Task Without_a_rate_no_minute_has_more_letters_than_Genesys_has_requests_for()
    {
        var begun = await BeginAsync(rate: null, letters: 500, took: TimeSpan.Zero);

        // Two requests a letter come to 278.
        begun.Max(from => begun.Count(at => at >= from && at < from + s_minute)).ShouldBe(20 + 119);
        begun.Count(at => at == begun[0]).ShouldBe(20);
    }

    [Fact]
    public static async Task With_a_rate_each_letter_is_that_much_apart_from_the_next()
    {
        var begun = await BeginAsync(rate: 4, letters: 40, took: TimeSpan.Zero);

        begun.Zip(begun.Skip(1), (one, next) => next - one).ShouldAllBe(apart => apart == TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public static void However_long_letters_take_the_rate_is_never_exceeded() => Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt>(),
        ArbMap.Default.ArbFor<NonNegativeInt>(),
        (rate, milliseconds) =>
        {
            var begun = BeginAsync(Math.Min(rate.Get, ReplayRate.Fastest), letters: 50, TimeSpan.FromMilliseconds(milliseconds.Get)).GetAwaiter().GetResult();
            return begun.Count(at => at < begun[0] + TimeSpan.FromSeconds(1)) <= rate.Get;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    [InlineData(double.NaN)]
    public static void A_rate_that_is_none_is_refused_with_what_it_may_be(double rate) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ReplayRate(rate, TimeProvider.System)).Message.ShouldContain("from 0.1 to 1000");

    private static async Task<List<DateTimeOffset>> BeginAsync(double? rate, int letters, TimeSpan took)
    {
        var time = new ManualTime { WaitsPassAtOnce = true };
        var pace = new ReplayRate(rate, time);
        var begun = new List<DateTimeOffset>();
        for (var i = 0; i < letters; i++)
        {
            await pace.NextAsync(CancellationToken.None);
            begun.Add(time.GetUtcNow());
            time.Advance(took);
        }

        return begun;
    }
}
