using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Crm.HttpAttributes;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Event in, the customer found in a CRM, other APIs asked about that customer, one context written, through the real executable.</summary>
public sealed class HttpAttributesTests
{
    [Fact]
    public async Task Payments_and_appointments_are_asked_by_the_id_that_the_CRM_gave()
    {
        await using var contact = await Contact.StartAsync();
        var apis = await StartAsync(contact, "crmAccountId", PretendAttributeApis.Payments, PretendAttributeApis.Appointments);

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        contact.Attributes.GetProperty("crm.loyaltyTier").GetString().ShouldBe("Platinum");
        contact.Attributes.GetProperty("crm.outstandingBalance").GetString().ShouldBe("0");
        contact.Attributes.GetProperty("crm.lastPayment").GetString().ShouldBe("2026-07-01");
        contact.Attributes.GetProperty("crm.paymentMethod").GetString().ShouldBe("direct debit");
        contact.Attributes.GetProperty("crm.autoPayEnabled").GetString().ShouldBe("true");
        JsonElement.Parse(contact.Attributes.GetProperty("crm.appointments").GetString()!).EnumerateArray().ShouldHaveSingleItem().GetProperty("what").GetString().ShouldBe("Installation");
        contact.Attributes.GetProperty("crm.lookupStatus").GetString().ShouldBe("Found");
        apis.Requests.All.Select(request => $"{request.Method} {request.Path}").Order(StringComparer.Ordinal)
            .ShouldBe([$"GET /customer/{SampleCustomers.Platinum.AccountId}/status", "POST /appointments"]);
    }

    [Fact]
    public async Task Availability_is_asked_by_what_the_CRM_says_of_service_and_place()
    {
        await using var contact = await Contact.StartAsync(
            ("Crm__Sources__0__Fields__crmAccountId", "crmAccountId"), ("Crm__Sources__0__Fields__serviceType", "service"), ("Crm__Sources__0__Fields__location", "site.city"));
        contact.Cloud.Crm.Put(SampleCustomers.Platinum with
        {
            Extra = new() { ["service"] = SampleAttributes.Service, ["site"] = new JsonObject { ["city"] = SampleAttributes.Location } },
        });
        await StartAsync(contact, "crmAccountId", PretendAttributeApis.Availability);

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        contact.Attributes.GetProperty("crm.serviceAvailable").GetString().ShouldBe("true");
    }

    [Fact]
    public async Task HubSpots_contact_id_is_the_id_unless_another_is_named()
    {
        await using var contact = await Contact.StartAsync();
        var hubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleContacts.PutInto(hubSpot);
        await contact.Cloud.UseAsync(hubSpot);
        var apis = await StartAsync(contact, "", PretendAttributeApis.Payments);
        apis.PutPayments(SampleContacts.ContactId, new() { ["balance"] = 7 });

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        contact.Attributes.GetProperty("crm.outstandingBalance").GetString().ShouldBe("7");
    }

    [Fact]
    public async Task Nobody_is_asked_about_an_unknown_caller()
    {
        await using var contact = await Contact.StartAsync();
        var apis = await StartAsync(contact, "crmAccountId", PretendAttributeApis.Payments, PretendAttributeApis.Appointments);

        (await contact.PlayAsync(SampleEvents.Read("customer-start-voice-unknown-caller"))).ShouldBe("NoMatch");

        apis.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_API_that_fails_is_named_and_takes_nothing_from_the_others()
    {
        await using var contact = await Contact.StartAsync();
        var apis = await StartAsync(contact, "crmAccountId", PretendAttributeApis.Payments, PretendAttributeApis.Appointments);
        apis.Faults.Always(request => request.Method is "GET", Fault.Answer(500, "<html>"));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Partial");

        contact.Attributes.GetProperty("crm.loyaltyTier").GetString().ShouldBe("Platinum");
        contact.Attributes.GetProperty("crm.lookupFailedSources").GetString().ShouldBe("payments");
        contact.Attributes.TryGetProperty("crm.appointments", out _).ShouldBeTrue();
    }

    private static async Task<PretendAttributeApis> StartAsync(Contact contact, string customerIdField, params string[] which)
    {
        var apis = await PretendAttributeApis.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleAttributes.PutInto(apis, TimeProvider.System);
        foreach (var api in which)
        {
            (string, string)[] settings = api is PretendAttributeApis.Availability ? [("Http__Api", api)] : [("Http__Api", api), ("Http__CustomerIdField", customerIdField)];
            await contact.Cloud.AddAsync(apis, api.ToLowerInvariant(), settings);
        }

        return apis;
    }
}
