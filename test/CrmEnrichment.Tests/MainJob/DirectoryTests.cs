using System.Net;
using System.Text.Json;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Crm.Salesforce;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Several CRMs, what is remembered of them, and what is told of it, through the real executable.</summary>
public sealed class DirectoryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_customer_is_merged_out_of_three_CRMs_and_the_audit_says_so()
    {
        await using var contact = await Contact.StartAsync();
        await AddHubSpotAsync(contact, ("Priority", "2"));
        var salesforce = await PretendSalesforce.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleRecords.PutInto(salesforce);
        await contact.Cloud.AddAsync(salesforce, "salesforce", ("Priority", "3"));

        var result = await contact.InvokeAsync(SampleEvents.Text("01-"));

        result.Text.ShouldContain("Enriched");
        Attributes(contact.Attributes).ShouldBe(new Dictionary<string, string?>
        {
            // The plain CRM's.
            ["crm.crmAccountId"] = "ACCT-99281",
            ["crm.lifetimeValue"] = "14250.75",
            ["crm.loyaltyTier"] = "Platinum",
            ["crm.lastPurchaseDate"] = "2024-05-28T09:15:00Z",
            // HubSpot's.
            ["crm.customerId"] = "51",
            ["crm.name"] = "Dana Example",
            ["crm.email"] = "d•••@example.com",
            ["crm.status"] = "customer",
            ["crm.ownerId"] = "7001",
            ["crm.company"] = "Example Ltd",
            ["crm.dealName"] = "Renewal",
            ["crm.dealStage"] = "contractsent",
            ["crm.dealAmount"] = "1200",
            ["crm.lookupStatus"] = "Found",
        }, ignoreOrder: true);
        var audit = JsonElement.Parse(await result.Log.ArrivalOfAsync(line => line.Contains("LookupAudit", StringComparison.Ordinal), Ct));
        audit.GetProperty("Asker").GetString().ShouldBe("EnrichInteraction");
        audit.GetProperty("Interaction").GetString().ShouldBe("7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef");
        audit.GetProperty("Sources").GetString().ShouldBe("crm,hubspot");
        audit.GetProperty("Fields").GetString()!.Split(',').ShouldContain("dealName");
    }

    [Fact]
    public async Task The_essential_is_written_first_and_the_rest_when_it_is_there()
    {
        await using var contact = await Contact.StartAsync(("Customers__WaitFor", "Essential"), ("Crm__Sources__0__Role", "Essential"));
        var hubSpot = await AddHubSpotAsync(contact);
        var released = new TaskCompletionSource();
        hubSpot.Faults.Always(Request.Any, Fault.HangUntil(released.Task));
        contact.Cloud.Genesys.Faults.Next(Contact.ThePatch, Fault.HangUntil(released.Task));

        var playing = contact.PlayAsync(SampleEvents.Read("01-"));
        await contact.Cloud.Genesys.Requests.ArrivalOfAsync(Contact.ThePatch, Ct);
        released.SetResult();

        (await playing).ShouldBe("Enriched");
        contact.Written.Count.ShouldBe(2);
        var (first, second) = (Attributes(contact.Written[0].GetProperty("attributes")), Attributes(contact.Written[1].GetProperty("attributes")));
        (first["crm.lookupStatus"], first["crm.lookupPendingSources"], first["crm.loyaltyTier"], first.ContainsKey("crm.name")).ShouldBe(("Partial", "hubspot", "Platinum", false));
        (second["crm.lookupStatus"], second["crm.loyaltyTier"], second["crm.name"]).ShouldBe(("Found", "Platinum", "Dana Example"));
        second["crm.lookupPendingSources"].ShouldBe("", "attributes stay as they are until they are written again");
    }

    [Fact]
    public async Task What_one_process_has_learnt_the_next_one_knows()
    {
        await using var contact = await Contact.StartAsync();
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");
        await contact.Cloud.Lambda.DefineAsync(contact.Cloud.EnrichInteraction.Definition);

        var result = await contact.InvokeAsync(SampleEvents.Text("02-"));

        result.Text.ShouldContain("Enriched");
        contact.Cloud.Crm.Requests.All.Count.ShouldBe(1);
        contact.Written.Count.ShouldBe(2);
        contact.Written[1].GetProperty("attributes").GetProperty("crm.loyaltyTier").GetString().ShouldBe("Platinum");
        await result.Log.ArrivalOfAsync(line => line.Contains("\"cache_hits\":1", StringComparison.Ordinal), Ct);
    }

    [Fact]
    public async Task What_the_CRM_said_a_while_ago_stands_in_while_it_is_away_and_the_context_says_so()
    {
        await using var contact = await Contact.StartAsync(("Customers__Cache__MemoryFor", "00:00:00"));
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");
        contact.Cloud.State.Edit(
            item => item["pk"]!["S"]!.GetValue<string>() is var key && key.StartsWith("customer/", StringComparison.Ordinal) && !key.StartsWith("customer/of/", StringComparison.Ordinal),
            item => item["v"]!["S"] = Aged(item["v"]!["S"]!.GetValue<string>(), TimeSpan.FromMinutes(30)));
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));

        (await contact.PlayAsync(SampleEvents.Read("02-"))).ShouldBe("Partial");

        var attributes = Attributes(contact.Written[1].GetProperty("attributes"));
        (attributes["crm.loyaltyTier"], attributes["crm.lookupStatus"], attributes["crm.lookupFailedSources"], attributes["crm.lookupStaleSources"])
            .ShouldBe(("Platinum", "Partial", "crm", "crm"));
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task A_fallback_answers_when_the_CRM_is_away()
    {
        await using var contact = await Contact.StartAsync();
        await AddHubSpotAsync(contact, ("Role", "Fallback"));
        contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Partial");

        Attributes(contact.Attributes)["crm.name"].ShouldBe("Dana Example");
        Attributes(contact.Attributes)["crm.lookupFailedSources"].ShouldBe("crm");
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task To_wait_for_the_essential_takes_a_source_that_is()
    {
        await using var contact = await Contact.StartAsync(("Customers__WaitFor", "Essential"));

        (await contact.InvokeAsync(SampleEvents.Text("01-"))).ErrorMessage!.ShouldContain("Customers__WaitFor is 'Essential', and no source is");
    }

    private static async Task<PretendHubSpot> AddHubSpotAsync(Contact contact, params (string, string)[] settings)
    {
        var hubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleContacts.PutInto(hubSpot);
        await contact.Cloud.AddAsync(hubSpot, "hubspot", settings);
        return hubSpot;
    }

    private static Dictionary<string, string?> Attributes(JsonElement attributes) =>
        attributes.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => attribute.Value.GetString());

    private static string Aged(string remembered, TimeSpan by)
    {
        var customer = System.Text.Json.Nodes.JsonNode.Parse(remembered)!;
        foreach (var (_, answer) in customer["sources"]!.AsObject())
        {
            answer!["askedAt"] = answer["askedAt"]!.GetValue<DateTimeOffset>() - by;
        }

        return customer.ToJsonString();
    }
}
