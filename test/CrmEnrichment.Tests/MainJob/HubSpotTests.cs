using System.Net;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Event in, HubSpot asked, context written, through the real executable.</summary>
public sealed class HubSpotTests
{
    [Fact]
    public async Task A_caller_whom_HubSpot_knows_is_enriched_with_company_and_open_deal()
    {
        await using var contact = await Contact.StartAsync();
        var hubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleContacts.PutInto(hubSpot);
        await contact.Cloud.UseAsync(hubSpot);

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        contact.Attributes.GetProperty("crm.name").GetString().ShouldBe("Dana Example");
        contact.Attributes.GetProperty("crm.company").GetString().ShouldBe("Example Ltd");
        contact.Attributes.GetProperty("crm.dealName").GetString().ShouldBe("Renewal");
        contact.Attributes.GetProperty("crm.lookupStatus").GetString().ShouldBe("Found");
        hubSpot.Requests.All.Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_unknown_caller_costs_one_search_and_a_daily_quota_makes_a_letter_for_later()
    {
        await using var contact = await Contact.StartAsync(Contact.Uncached);
        var hubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        await contact.Cloud.UseAsync(hubSpot);

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("NoMatch");
        hubSpot.Requests.All.Count.ShouldBe(1);

        hubSpot.Faults.Always(Request.Any, Fault.Answer(429, """{"policyName":"DAILY"}"""));
        (await contact.PlayAsync(SampleEvents.Read("02-"))).ShouldBe("Throttled");
        contact.Letter.GetProperty("notBefore").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(50));
    }
}
