using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LookupApi;

/// <summary>The first look-up of a process, in the time that callers have.</summary>
public sealed class ColdStartTests
{
    [Fact]
    public async Task The_first_look_up_finds_its_secrets_read_and_is_answered_within_the_budget_of_a_warm_one()
    {
        await using var desk = await Desk.StartAsync(("Lookup__BudgetMs", "900"));

        var found = await desk.FoundAsync("/customers?phone=%2B13175550142");

        found.GetProperty("lookup_status").GetString().ShouldBe("found", desk.Cloud.Http.Invocations[^1].Log.ToString());
        var startup = desk.Cloud.LookupCustomer.Environments.ShouldHaveSingleItem().Startup;
        await startup.ArrivalOfAsync(line => line.Contains("Warm-up took", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        // Of the callers, Twilio, the audit and the CRM: each once, and not by the request.
        desk.Cloud.AwsRequests.Where(Request.For("GetSecretValue")).Count.ShouldBe(4);
        await desk.FoundAsync("/customers?phone=%2B13175550142");
        desk.Cloud.AwsRequests.Where(Request.For("GetSecretValue")).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_start_that_cannot_read_the_callers_keys_leaves_it_to_the_first_request()
    {
        await using var desk = await Desk.StartAsync();

        // As often as the SDK tries: for the keys, Twilio's token, the audit's key and the CRM's.
        desk.Cloud.AwsFaults.Next(12, Request.For("GetSecretValue"), Fault.Answer(503));

        (await desk.FoundAsync("/customers?phone=%2B13175550142")).GetProperty("lookup_status").GetString().ShouldBe("found");

        var startup = desk.Cloud.LookupCustomer.Environments.ShouldHaveSingleItem().Startup;
        await startup.ArrivalOfAsync(line => line.Contains("Warm-up without callers; the first event does it itself.", StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }
}
