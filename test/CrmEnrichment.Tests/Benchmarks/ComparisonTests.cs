using CrmEnrichment.Benchmarks.Report;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Benchmarks;

public sealed class ComparisonTests
{
    [Fact]
    public void Ratios_are_those_of_each_build_to_the_floor_and_of_its_first_event_to_the_tutorials_function()
    {
        Ratios.Of(Runs.Plain).Select(ratio => (ratio.Party, ratio.Figure, Math.Round(ratio.Value, 2))).ShouldBe(
        [
            ("AOT", "first event, × floor", 0.4),
            ("AOT", "first event, × Node.js", 0.2),
            ("AOT", "warm median, × floor", 2.0),
            ("AOT", "CPU of a warm event, × floor", 1.2),
            ("AOT", "peak memory, × floor", 0.5),
            ("AOT", "last thousand, × first thousand", 1.1),
            ("AOT", "warm, × upstream", 1.02),
        ]);
    }

    [Fact]
    public void A_run_is_no_regression_of_itself()
    {
        var comparisons = Comparison.Of(Runs.Plain, Runs.Plain);
        comparisons.Count.ShouldBe(7);
        comparisons.ShouldAllBe(one => !one.IsRegression && one.Change == 0);
    }

    [Theory]
    [InlineData(1.24, false)]
    [InlineData(1.26, true)]
    [InlineData(0.5, false)]
    public void More_than_a_quarter_worse_is_a_regression(double times, bool isOne)
    {
        var now = Runs.With(party => party with { Warm = party.Warm with { Median = party.Warm.Median * times } });
        Comparison.Of(Runs.Plain, now).Where(one => one.IsRegression).Select(one => one.Now.Figure).ShouldBe(isOne ? ["warm median, × floor"] : []);
    }

    [Fact]
    public void A_slower_machine_is_no_regression()
    {
        var now = Runs.Plain with { Parties = [.. Runs.Plain.Parties.Select(party => party with { Warm = new WarmFigures(party.Warm.Median * 3, party.Warm.NinetyFifth * 3) })] };
        Comparison.Of(Runs.Plain, now).ShouldAllBe(one => !one.IsRegression);
    }

    [Fact]
    public void Memory_and_growth_are_not_compared_with_those_of_another_number_of_events()
    {
        var now = Runs.With(party => party with { Events = 50_000, PeakMemory = 500 });
        Comparison.Of(Runs.Plain, now).Select(one => one.Now.Figure).ShouldBe(
            ["first event, × floor", "first event, × Node.js", "warm median, × floor", "CPU of a warm event, × floor", "warm, × upstream"]);
    }
}
