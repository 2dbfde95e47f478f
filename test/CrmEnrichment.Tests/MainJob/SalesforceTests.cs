using System.Net;
using System.Text.Json;
using CrmEnrichment.Local.Crm.Salesforce;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Event in, Salesforce asked, context written, through the real executable.</summary>
public sealed class SalesforceTests
{
    [Theory]
    [InlineData("ClientCredentials")]
    [InlineData("JwtBearer")]
    public async Task A_caller_whom_Salesforce_knows_is_enriched_with_account_and_open_opportunity(string auth)
    {
        await using var contact = await Contact.StartAsync(("Crm__Sources__0__Salesforce__Auth", auth));
        var salesforce = await StartAsync(contact);

        var result = await contact.InvokeAsync(SampleEvents.Text("01-"));

        result.Text.ShouldContain("Enriched");
        contact.Attributes.GetProperty("crm.name").GetString().ShouldBe("Dana Example");
        contact.Attributes.GetProperty("crm.company").GetString().ShouldBe("Example Ltd");
        contact.Attributes.GetProperty("crm.dealName").GetString().ShouldBe("Renewal");
        contact.Attributes.GetProperty("crm.dealAmount").GetString().ShouldBe("1200.50");
        contact.Attributes.GetProperty("crm.lookupStatus").GetString().ShouldBe("Found");
        salesforce.Requests.All.Count.ShouldBe(3);
        var usage = JsonElement.Parse(await result.Log.ArrivalOfAsync(
            line => line.Contains("rate_limit_headroom", StringComparison.Ordinal) && line.Contains("\"Upstream\":\"crm\"", StringComparison.Ordinal), TestContext.Current.CancellationToken));
        usage.GetProperty("rate_limit_headroom").GetDouble().ShouldBe(99.98);
    }

    [Fact]
    public async Task A_session_that_has_ended_is_begun_anew_and_one_token_serves_many_events()
    {
        await using var contact = await Contact.StartAsync(Contact.Uncached);
        var salesforce = await StartAsync(contact);
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");
        (await contact.PlayAsync(SampleEvents.Read("02-"))).ShouldBe("Enriched");
        salesforce.TokensIssued.ShouldBe(1);
        salesforce.RevokeTokens();

        (await contact.PlayAsync(SampleEvents.Read("07-"))).ShouldBe("Enriched");

        salesforce.TokensIssued.ShouldBe(2);
    }

    [Fact]
    public async Task A_days_quota_that_is_used_up_makes_a_letter_for_later_and_one_request()
    {
        await using var contact = await Contact.StartAsync();
        var salesforce = await StartAsync(contact);
        salesforce.DailyLimit = 0;

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Throttled");

        contact.Letter.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        contact.Letter.GetProperty("notBefore").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(50));
        salesforce.Requests.All.Count.ShouldBe(2);
    }

    private static async Task<PretendSalesforce> StartAsync(Contact contact)
    {
        var salesforce = await PretendSalesforce.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleRecords.PutInto(salesforce);
        await contact.Cloud.UseAsync(salesforce);
        return salesforce;
    }
}
