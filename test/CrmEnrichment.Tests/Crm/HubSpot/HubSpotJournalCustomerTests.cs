using System.Net;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.HubSpot.HubSpotAnswers;
using static CrmEnrichment.Tests.Crm.HubSpot.HubSpotJournalAnswers;

namespace CrmEnrichment.Tests.Crm.HubSpot;

/// <summary>Contacts, owners and the health check of the journal, on the wire.</summary>
public sealed class HubSpotJournalCustomerTests
{
    private const string Owners = "/crm/owners/2026-09?email=ana%40example.com";
    private const string Property = "/crm/properties/2026-09";

    private static readonly (string, string)[] s_fields =
        [("HubSpot:Journal:LastContact:at", "last_call"), ("HubSpot:Journal:LastContact:count", "calls"), ("HubSpot:Journal:LastContact:outcome", "outcome"), ("HubSpot:Journal:LastContact:sourceSystem", "from_system")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_configured_properties_of_the_contact_are_written()
    {
        using var room = Room(s_fields);
        room.Crm.When(HttpMethod.Patch, $"{Objects}/contacts/51").Answers(HttpStatusCode.OK, Record("52", new Dictionary<string, string>()));

        // The other id: it was merged, and HubSpot has written to the one that is left.
        (await room.Journal.UpdateCustomerAsync(new("crm", "51"), SampleEntries.LastContact with { Outcome = null }, Ct)).ShouldBeTrue();

        Sent(room.Crm.Requests[0]).ShouldBe(new Dictionary<string, string> { ["last_call"] = "2026-11-27T14:04:05.678Z", ["calls"] = "3", ["from_system"] = "Genesys_Cloud_CX" }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_deleted_contact_is_told_and_nothing_configured_is_nothing_asked()
    {
        using var room = Room(s_fields);
        room.Crm.When(HttpMethod.Patch, $"{Objects}/contacts/51").Answers(HttpStatusCode.NotFound);
        (await room.Journal.UpdateCustomerAsync(new("crm", "51"), SampleEntries.LastContact, Ct)).ShouldBeFalse();
        (await room.Journal.UpdateCustomerAsync(new("crm", "51/../../x"), SampleEntries.LastContact, Ct)).ShouldBeFalse();

        using var without = Room();
        (await without.Journal.UpdateCustomerAsync(new("crm", "51"), SampleEntries.LastContact, Ct)).ShouldBeTrue();
        without.Crm.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_validation_rule_names_the_property_and_not_its_value()
    {
        using var room = Room(s_fields);
        room.Crm.When(HttpMethod.Patch, $"{Objects}/contacts/51").Answers(HttpStatusCode.BadRequest, """{"category":"VALIDATION_ERROR","errors":[{"message":"Dana","context":{"propertyName":["outcome"]}}]}""");

        (await room.FaultAsync(() => room.Journal.UpdateCustomerAsync(new("crm", "51"), SampleEntries.LastContact, Ct))).Message
            .ShouldBe("crm: PATCH was answered with 400 (VALIDATION_ERROR). It refuses 'outcome': check each name, and the rules that are set for it there.");
    }

    [Fact]
    public async Task A_caller_whom_nobody_knows_becomes_one_contact()
    {
        using var room = Room(s_fields);
        room.Crm.When(HttpMethod.Post, ContactUpsert).Answers(HttpStatusCode.OK, Batch("61", new Dictionary<string, string>()));

        (await room.Journal.CreateCustomerAsync(new("t-1", "+13175550142", null, "Genesys_Cloud_CX"), mayExist: true, Ct)).ShouldBe(new CustomerRef("crm", "61"));

        Sent(room.Crm.Requests[0]).ShouldBe(new Dictionary<string, string>
        {
            ["crm_enrichment_tracking_id"] = "t-1",
            ["phone"] = "+13175550142",
            ["lastname"] = "Unknown caller",
            ["from_system"] = "Genesys_Cloud_CX",
        }, ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_contact_that_has_the_address_already_is_the_one(bool upsert)
    {
        using var room = Room(("HubSpot:Journal:Upsert", $"{upsert}"));
        room.Crm.When(HttpMethod.Post, upsert ? ContactUpsert : $"{Objects}/contacts").Answers(
            upsert ? HttpStatusCode.MultiStatus : HttpStatusCode.Conflict,
            upsert ? BatchError("CONFLICT", "Contact already exists. Existing ID: 12345") : """{"category":"CONFLICT","message":"Contact already exists. Existing ID: 12345"}""");

        (await room.Journal.CreateCustomerAsync(new("t-1", null, "dana@example.com", "Genesys_Cloud_CX"), mayExist: false, Ct)).Id.ShouldBe("12345");
    }

    [Theory]
    [InlineData("""{"results":[{"id":"7001","email":"Ana@Example.com","archived":false,"type":"PERSON"}]}""", "7001")]
    [InlineData("""{"results":[{"id":"7001","email":"ana@example.com","archived":true}]}""", null)]
    [InlineData("""{"results":[{"id":"7001","email":"other@example.com","archived":false}]}""", null)]
    [InlineData("""{"results":[]}""", null)]
    public async Task An_owner_is_an_active_user_with_the_address(string answer, string? owner)
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Get, Owners).Answers(HttpStatusCode.OK, answer);

        (await room.Journal.FindOwnerAsync("ana@example.com", Ct)).ShouldBe(owner);
    }

    [Fact]
    public async Task A_missing_scope_for_owners_is_named()
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Get, Owners).Answers(HttpStatusCode.Forbidden, """{"category":"MISSING_SCOPES"}""");

        (await room.FaultAsync(() => room.Journal.FindOwnerAsync("ana@example.com", Ct))).Message.ShouldContain("crm.objects.owners.read");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"name":"crm_enrichment_tracking_id","hasUniqueValue":true}""", null)]
    [InlineData(HttpStatusCode.OK, """{"name":"crm_enrichment_tracking_id","hasUniqueValue":false}""", "values are not unique in the property 'crm_enrichment_tracking_id' of notes")]
    [InlineData(HttpStatusCode.NotFound, "", "HubSpot has no property 'crm_enrichment_tracking_id' of notes")]
    public async Task The_health_check_says_whether_exactly_once_can_be_kept(HttpStatusCode status, string notes, string? problem)
    {
        using var room = Prepared(HttpStatusCode.NotFound);
        room.Crm.When(HttpMethod.Get, $"{Property}/notes/crm_enrichment_tracking_id").Answers(status, notes);

        if (problem is null)
        {
            await room.Journal.ProbeAsync(Ct);
        }
        else
        {
            (await room.FaultAsync(() => room.Journal.ProbeAsync(Ct))).Message.ShouldContain(problem);
        }
    }

    [Fact]
    public async Task The_health_check_says_that_the_key_may_not_write()
    {
        using var room = Prepared(HttpStatusCode.Forbidden);
        room.Crm.When(HttpMethod.Get, $"{Property}/notes/crm_enrichment_tracking_id").Answers(HttpStatusCode.OK, """{"hasUniqueValue":true}""");

        var fault = await room.FaultAsync(() => room.Journal.ProbeAsync(Ct));

        fault.Fault.ShouldBe(UpstreamFault.Forbidden);
        fault.Message.ShouldContain("crm.objects.contacts.write");
    }

    private static CrmRoom Prepared(HttpStatusCode writing)
    {
        var room = Room();
        foreach (var type in new[] { "calls", "tasks", "contacts" })
        {
            room.Crm.When(HttpMethod.Get, $"{Property}/{type}/crm_enrichment_tracking_id").Answers(HttpStatusCode.OK, """{"hasUniqueValue":true}""");
        }

        room.Crm.When(HttpMethod.Get, "/crm/owners/2026-09?email=nobody%40example.com").Answers(HttpStatusCode.OK, """{"results":[]}""");
        room.Crm.When(HttpMethod.Patch, $"{Objects}/contacts/0").Answers(writing, """{"category":"MISSING_SCOPES"}""");
        return room;
    }
}
