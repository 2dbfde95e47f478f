using System.Net;
using System.Text.Json;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Tests.Crm.HubSpot;
using CrmEnrichment.Tests.Crm.Salesforce;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm;

/// <summary>What each dialect asks when it is probed, and what it makes of the answers.</summary>
public sealed class ProbeTests
{
    private const string ByPhone = "https://crm.example.com/api/people?tel=%2B12015550199";
    private const string ById = "https://crm.example.com/api/people/0";
    private const string Properties = "/crm/properties/2026-09/contacts/batch/read";
    private const string CompanyProperties = "/crm/properties/2026-09/companies/batch/read";
    private const string DealProperties = "/crm/properties/2026-09/0-3/batch/read";
    private const string Company = "/crm/objects/2026-09/companies/0?properties=name";
    private const string NoContacts = """{"total":0,"results":[]}""";

    [Fact]
    public void Whom_a_probe_asks_for_is_a_number_that_any_CRM_takes_for_one() =>
        new PhoneNumberReader("DE").Read(CrmEnrichment.Crm.ProbeIdentity.Phone.E164).Phone.ShouldBe(CrmEnrichment.Crm.ProbeIdentity.Phone);

    [Theory]
    [InlineData(HttpStatusCode.OK, "[]")]
    [InlineData(HttpStatusCode.OK, """[{"crmAccountId":"whoever bears it in a test system"}]""")]
    [InlineData(HttpStatusCode.NotFound, "")]
    [InlineData(HttpStatusCode.NoContent, "")]
    public async Task Rest_is_asked_by_the_paths_of_its_look_ups_and_may_know_whom_it_will(HttpStatusCode status, string body)
    {
        using var room = Rest();
        room.Crm.When(HttpMethod.Get, ByPhone).Answers(status, body);
        room.Crm.When(HttpMethod.Get, ById).Answers(status, body);

        await room.ProbeAsync();

        room.Crm.Requests.Select(request => request.Authorization).ShouldBe(["Bearer hush", "Bearer hush"]);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "", UpstreamFault.Forbidden)]
    [InlineData(HttpStatusCode.OK, "<html>all systems are operational</html>", UpstreamFault.Unavailable)]
    [InlineData(HttpStatusCode.OK, """{"customer":{}}""", UpstreamFault.Unavailable)]
    public async Task A_path_by_id_that_does_not_do_its_work_shows(HttpStatusCode status, string body, UpstreamFault fault)
    {
        using var room = Rest();
        room.Crm.When(HttpMethod.Get, ByPhone).Answers(HttpStatusCode.OK, "[]");
        room.Crm.When(HttpMethod.Get, ById).Answers(status, body);

        (await Should.ThrowAsync<UpstreamException>(room.ProbeAsync)).Fault.ShouldBe(fault);
    }

    /// <summary>It is about the id that nobody has, not about those that customers have.</summary>
    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.MethodNotAllowed)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    public async Task An_id_of_another_form_is_no_illness(HttpStatusCode status)
    {
        using var room = Rest();
        room.Crm.When(HttpMethod.Get, ByPhone).Answers(HttpStatusCode.OK, "[]");
        room.Crm.When(HttpMethod.Get, ById).Answers(status, "");

        await room.ProbeAsync();
    }

    [Fact]
    public async Task A_page_of_HTML_is_no_health()
    {
        using var room = Rest();
        room.Crm.When(HttpMethod.Get, ByPhone).Answers(HttpStatusCode.OK, "<html>all systems are operational</html>");

        (await Should.ThrowAsync<UpstreamException>(room.ProbeAsync)).Message.ShouldContain("check Crm__Sources__N__Url, paths and Fields");
    }

    [Fact]
    public async Task HubSpot_is_asked_for_nobody_by_the_requests_of_a_look_up()
    {
        using var room = HubSpotAnswers.Room();
        WhenNobody(room);

        await room.ProbeAsync();

        room.Crm.Requests.Select(request => request.Address.PathAndQuery).ShouldBe(
            [HubSpotAnswers.Contacts, Properties, Company, CompanyProperties, HubSpotAnswers.Deals, DealProperties], ignoreOrder: true);
        room.Crm.RequestsTo(HttpMethod.Post, DealProperties)[0].Body.ShouldBe(
            """{"archived":false,"dataSensitivity":"non_sensitive","inputs":[{"name":"dealname"},{"name":"dealstage"},{"name":"amount"}]}""");
        room.Crm.RequestsTo(HttpMethod.Post, HubSpotAnswers.Contacts)[0].Body.ShouldContain("""{"propertyName":"phone","operator":"EQ","value":"\u002B12015550199"}""");
        room.Crm.RequestsTo(HttpMethod.Post, HubSpotAnswers.Contacts)[0].Body.ShouldContain("\"lifecyclestage\"");
        room.Crm.RequestsTo(HttpMethod.Post, HubSpotAnswers.Deals)[0].Body.ShouldContain("""{"propertyName":"associations.contact","operator":"EQ","value":"0"}""");
    }

    [Fact]
    public async Task A_property_that_HubSpot_does_not_take_shows()
    {
        using var room = HubSpotAnswers.ContactsOnly(("ChangedAtMember", "no_such_property"));
        room.Crm.When(HttpMethod.Post, HubSpotAnswers.Contacts).Answers(
            HttpStatusCode.BadRequest, """{"category":"VALIDATION_ERROR","errors":[{"context":{"propertyName":["no_such_property"]}}]}""");

        (await Should.ThrowAsync<UpstreamException>(room.ProbeAsync)).Message.ShouldContain("It refuses 'no_such_property'");
    }

    [Fact]
    public async Task HubSpot_is_not_asked_for_what_is_not_read()
    {
        using var room = HubSpotAnswers.ContactsOnly();
        room.Crm.When(HttpMethod.Post, HubSpotAnswers.Contacts).Answers(HttpStatusCode.OK, NoContacts);
        room.Crm.When(HttpMethod.Post, Properties).Answers(HttpStatusCode.OK, Known(s_ofContact));

        await room.ProbeAsync();

        room.Crm.Requests.Select(request => request.Address.AbsolutePath).ShouldBe([HubSpotAnswers.Contacts, Properties]);
    }

    // HubSpot leaves it out of every answer without an error: the field was never there, and every check was healthy.
    [Fact]
    public async Task A_property_that_is_only_read_and_does_not_exist_shows()
    {
        using var room = HubSpotAnswers.ContactsOnly(("Fields:customerId", "hs_object_id"), ("Fields:loyaltyTier", "loyalty_teir"));
        room.Crm.When(HttpMethod.Post, HubSpotAnswers.Contacts).Answers(HttpStatusCode.OK, NoContacts);
        room.Crm.When(HttpMethod.Post, Properties).Answers(HttpStatusCode.MultiStatus, Known("hs_object_id", "lastmodifieddate")).Answers(HttpStatusCode.OK, Known()).Answers(HttpStatusCode.OK, Known());

        var fault = await Should.ThrowAsync<UpstreamException>(room.ProbeAsync);

        (fault.Fault, fault.Message).ShouldBe((
            UpstreamFault.Rejected,
            "crm: HubSpot has no 'loyalty_teir' of contacts, or does not show it to this key. Correct Crm__Sources__N__Fields or ChangedAtMember, or create the property."));
    }

    [Fact]
    public async Task A_sensitive_property_is_found_where_it_is()
    {
        using var room = HubSpotAnswers.ContactsOnly(("Fields:customerId", "hs_object_id"), ("Fields:plan", "care_plan"));
        room.Crm.When(HttpMethod.Post, HubSpotAnswers.Contacts).Answers(HttpStatusCode.OK, NoContacts);
        room.Crm.When(HttpMethod.Post, Properties).Answers(HttpStatusCode.OK, Known("hs_object_id", "lastmodifieddate")).Answers(HttpStatusCode.OK, Known("care_plan"));

        await room.ProbeAsync();

        room.Crm.RequestsTo(HttpMethod.Post, Properties)[1].Body.ShouldBe("""{"archived":false,"dataSensitivity":"sensitive","inputs":[{"name":"care_plan"}]}""");
    }

    [Fact]
    public async Task A_key_that_may_not_read_definitions_is_as_well_as_its_look_ups_and_the_log_says_what_was_not_checked()
    {
        using var room = HubSpotAnswers.ContactsOnly();
        room.Crm.When(HttpMethod.Post, HubSpotAnswers.Contacts).Answers(HttpStatusCode.OK, NoContacts);
        room.Crm.When(HttpMethod.Post, Properties).Answers(HttpStatusCode.Forbidden, """{"category":"MISSING_SCOPES"}""");

        await room.ProbeAsync();

        room.Log.Lines.ShouldContain(line => line.Contains("Properties of contacts in crm were not checked", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HubSpotAnswers.Contacts, "crm.objects.contacts.read")]
    [InlineData(Company, "crm.objects.companies.read")]
    [InlineData(HubSpotAnswers.Deals, "crm.objects.deals.read")]
    public async Task HubSpots_missing_scope_is_named_whichever_it_is(string refused, string scope)
    {
        using var room = HubSpotAnswers.Room();
        room.Crm.When(refused is Company ? HttpMethod.Get : HttpMethod.Post, refused).Answers(HttpStatusCode.Forbidden, """{"category":"MISSING_SCOPES","message":"hush"}""");
        WhenNobody(room);

        var fault = await Should.ThrowAsync<UpstreamException>(room.ProbeAsync);

        fault.Fault.ShouldBe(UpstreamFault.Forbidden);
        fault.Message.ShouldContain($"403 (MISSING_SCOPES). Grant the scope {scope} ");
        fault.Message.ShouldNotContain("hush");
    }

    [Fact]
    public async Task Salesforce_is_asked_for_nobody_by_the_search_and_the_query_of_a_look_up()
    {
        using var room = SalesforceAnswers.Room();
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Token).Answers(HttpStatusCode.OK, SalesforceAnswers.Granted());
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Search).Answers(HttpStatusCode.OK, SalesforceAnswers.Found());
        room.Crm.When(HttpMethod.Get, SalesforceAnswers.Query(
            "SELECT Id, Name, Type, OwnerId, (SELECT Name, StageName, Amount FROM Opportunities WHERE IsClosed = false ORDER BY LastModifiedDate DESC LIMIT 1) FROM Account WHERE Id = '001000000000000AAA'"))
            .Answers(HttpStatusCode.OK, """{"totalSize":0,"done":true,"records":[]}""");

        await room.ProbeAsync();

        room.Crm.Requests.Count.ShouldBe(3);
        var search = JsonElement.Parse(room.Crm.RequestsTo(HttpMethod.Post, SalesforceAnswers.Search).ShouldHaveSingleItem().Body);
        search.GetProperty("q").GetString().ShouldBe("2015550199");
        search.GetProperty("sobjects").EnumerateArray().Select(type => type.GetProperty("name").GetString()).ShouldBe(["Contact", "Lead", "Account"]);
    }

    [Fact]
    public async Task A_field_that_Salesforce_hides_from_us_shows()
    {
        using var room = SalesforceAnswers.RecordOnly();
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Search).Answers(HttpStatusCode.BadRequest, SalesforceAnswers.Error("INVALID_FIELD"));

        var fault = await Should.ThrowAsync<UpstreamException>(room.ProbeAsync);

        (fault.Fault, fault.Message).ShouldBe((UpstreamFault.Rejected, "crm: POST was answered with 400 (INVALID_FIELD)."));
    }

    [Fact]
    public async Task It_is_named_where_Salesforce_does_so_in_its_message()
    {
        using var room = SalesforceAnswers.RecordOnly();
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Search).Answers(
            HttpStatusCode.BadRequest, """[{"errorCode":"INVALID_FIELD","message":"No such column 'Tier__c' on entity 'Contact'. hush"}]""");

        var fault = await room.FaultAsync(room.ProbeAsync);

        fault.Message.ShouldContain("400 (INVALID_FIELD). It refuses 'Tier__c'");
    }

    [Fact]
    public async Task A_days_quota_of_Salesforce_that_is_used_up_is_told_from_a_missing_right()
    {
        using var room = SalesforceAnswers.RecordOnly();
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Search)
            .Answers(HttpStatusCode.Forbidden, SalesforceAnswers.Error("REQUEST_LIMIT_EXCEEDED"))
            .Answers(HttpStatusCode.Forbidden, SalesforceAnswers.Error("API_DISABLED_FOR_ORG"));

        (await Should.ThrowAsync<UpstreamException>(room.ProbeAsync)).Fault.ShouldBe(UpstreamFault.Throttled);
        (await Should.ThrowAsync<UpstreamException>(room.ProbeAsync)).Fault.ShouldBe(UpstreamFault.Forbidden);
    }

    private static void WhenNobody(CrmRoom room)
    {
        room.Crm.When(HttpMethod.Post, HubSpotAnswers.Contacts).Answers(HttpStatusCode.OK, NoContacts);
        room.Crm.When(HttpMethod.Get, Company).Answers(HttpStatusCode.NotFound, """{"category":"OBJECT_NOT_FOUND"}""");
        room.Crm.When(HttpMethod.Post, HubSpotAnswers.Deals).Answers(HttpStatusCode.OK, NoContacts);
        room.Crm.When(HttpMethod.Post, Properties).Answers(HttpStatusCode.OK, Known(s_ofContact));
        room.Crm.When(HttpMethod.Post, CompanyProperties).Answers(HttpStatusCode.OK, Known("name"));
        room.Crm.When(HttpMethod.Post, DealProperties).Answers(HttpStatusCode.OK, Known("dealname", "dealstage", "amount"));
    }

    private static readonly string[] s_ofContact =
        ["hs_object_id", "firstname", "lastname", "email", "lifecyclestage", "hubspot_owner_id", "associatedcompanyid", "total_revenue", "recent_deal_close_date", "lastmodifieddate"];

    private static string Known(params string[] names) => JsonSerializer.Serialize(new { status = "COMPLETE", results = names.Select(name => new { name }) });

    private static CrmRoom Rest() => new(
        """{"api_key":"hush"}""", ("Url", "https://crm.example.com/api"), ("PhonePath", "/people?tel={phone}"), ("CustomerPath", "/people/{id}"));
}
