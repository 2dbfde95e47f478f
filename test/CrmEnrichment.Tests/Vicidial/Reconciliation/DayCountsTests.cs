using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api.Reports;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial.Reconciliation;

/// <summary>What of VICIdial's counts should have reached us.</summary>
public sealed class DayCountsTests
{
    [Fact]
    public void Only_what_an_agent_decided_counts_and_callbacks_are_one_status()
    {
        var counts = Read("TESTCAMP|30|26|00-0,01-1|NA-4,SALE-2,CBHOLD-1,CALLBK-2,DROP-3,INCALL-1|", "SUPPORT|2|2|00-2|sale-2|");

        counts.Statuses.ShouldBe(["CALLBK", "SALE"]);
        counts.Of("SALE").ShouldBe(4);
        counts.Of("CALLBK").ShouldBe(3);
        counts.NamesOf("CALLBK").ShouldBe(["CALLBK", "CBHOLD"]);
        counts.NamesOf("SALE").ShouldBe(["SALE", "sale"]);
        counts.Groups.ShouldBe(["SUPPORT", "TESTCAMP"]);
        counts.OfGroup("testcamp").ShouldBe(new Dictionary<string, int> { ["SALE"] = 2, ["CALLBK"] = 3 }, ignoreOrder: true);
        counts.OnlyGroupOf("CALLBK").ShouldBe("TESTCAMP");
        counts.OnlyGroupOf("SALE").ShouldBeNull();
    }

    [Fact]
    public void A_campaign_that_only_the_dialler_had_calls_of_is_not_there()
    {
        var counts = Read("TESTCAMP|3|0|00-3|NA-3|", "EMPTY|0|0|00-0||", "no row");

        counts.Groups.ShouldBeEmpty();
        counts.OfGroup("TESTCAMP").ShouldBeEmpty();
    }

    private static DayCounts Read(params string[] rows) => new(rows.Select(CallCounts.Read).OfType<CallCounts>(), DialerStatuses.All);
}
