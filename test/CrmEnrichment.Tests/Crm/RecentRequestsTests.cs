using CrmEnrichment.Crm;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm;

public sealed class RecentRequestsTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(1_100);

    [Fact]
    public void In_no_time_of_the_window_there_are_more_than_the_most_whenever_they_come() => Prop.ForAll(
        Gen.Choose(1, 100).Zip(Gen.Choose(0, 900).ListOf(200)).ToArbitrary(),
        sample =>
        {
            var (most, gaps) = sample;
            var (now, requests, went) = (s_start, new RecentRequests([]), new List<DateTimeOffset>());
            foreach (var gap in gaps)
            {
                now += TimeSpan.FromMilliseconds(gap / 10.0);
                var last = RecentRequests.Read($"{requests}").After(now - s_window);
                went.Add(last.Next(most, s_window, now));
                requests = last.With(went[^1], most);
            }

            went.Zip(went.Skip(most), (one, later) => later - one).ShouldAllBe(apart => apart >= s_window - TimeSpan.FromMilliseconds(1));
            went.Zip(went.Skip(1), (one, next) => next - one).ShouldAllBe(apart => apart >= TimeSpan.Zero);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hundred_of_them_fit_into_the_kilobyte_that_is_one_write()
    {
        var requests = new RecentRequests([]);
        for (var i = 0; i < 200; i++)
        {
            requests = requests.With(s_start.AddMilliseconds(i * 500), 100);
        }

        $"{requests}".Length.ShouldBeLessThan(900);
        RecentRequests.Read($"{requests}").At.ShouldBe(requests.At);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1767603600000 -5")]
    [InlineData("99999999999999999999")]
    [InlineData("a b")]
    public void What_is_no_list_is_an_empty_one(string? text) => RecentRequests.Read(text).At.ShouldBeEmpty();
}
