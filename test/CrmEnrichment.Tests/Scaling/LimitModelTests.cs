using CrmEnrichment.Simulation.Upstreams;
using CrmEnrichment.Tests.Documentation;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Scaling;

/// <summary>The simulation's limits against what docs/contracts.md and docs/crm/hubspot.md say of them.</summary>
public sealed class LimitModelTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Genesys_takes_300_requests_a_minute_of_a_token_and_then_says_how_many_seconds_are_left()
    {
        Page.Read("docs/contracts.md").Text.ShouldContain("300 requests a minute per token");
        var token = new MinuteWindow(300);

        Enumerable.Range(0, 300).ShouldAllBe(i => token.Take(s_start.AddMilliseconds(i * 10)));
        token.Take(s_start.AddSeconds(10)).ShouldBeFalse();
        token.SecondsLeft(s_start.AddSeconds(10.5)).ShouldBe(50);
        token.Take(s_start.AddSeconds(59.9)).ShouldBeFalse();
        token.Take(s_start.AddSeconds(60)).ShouldBeTrue();
        token.Count.ShouldBe(1);
    }

    [Fact]
    public void HubSpot_takes_five_searches_in_any_second_and_what_it_refuses_does_not_count()
    {
        Page.Read("docs/crm/hubspot.md").Text.ShouldContain("**Searches**: five a second for the whole account");
        var searches = new RequestWindow(5, TimeSpan.FromSeconds(1));

        Enumerable.Range(0, 5).ShouldAllBe(i => searches.Take(s_start.AddMilliseconds(i * 100)) == null);
        searches.Take(s_start.AddMilliseconds(500)).ShouldBe(TimeSpan.FromMilliseconds(500));
        searches.Take(s_start.AddMilliseconds(999)).ShouldBe(TimeSpan.FromMilliseconds(1));
        searches.Take(s_start.AddMilliseconds(1_000)).ShouldBeNull("the first one is a second ago");
        searches.Take(s_start.AddMilliseconds(1_050)).ShouldNotBeNull("the second one is not");
    }
}
