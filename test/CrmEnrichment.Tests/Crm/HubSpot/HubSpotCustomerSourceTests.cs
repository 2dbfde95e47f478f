using System.Net;
using System.Text.Json;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.HubSpot.HubSpotAnswers;

namespace CrmEnrichment.Tests.Crm.HubSpot;

public sealed class HubSpotCustomerSourceTests
{
    [Fact]
    public async Task A_caller_is_found_with_company_and_open_deal_in_three_requests()
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.OK, Results(Contact()));
        room.Crm.When(HttpMethod.Get, Company).Answers(HttpStatusCode.OK, Record("901", new() { ["name"] = "Example Ltd" }).ToJsonString());
        room.Crm.When(HttpMethod.Post, Deals).Answers(HttpStatusCode.OK, Results(Record("77", new() { ["dealname"] = "Renewal", ["dealstage"] = "contractsent", ["amount"] = "1200" })));

        var customer = await room.FoundAsync(null, Phone);

        customer.Fields.ToDictionary(field => field.Key, field => field.Value.ToString()).ShouldBe(
            new Dictionary<string, string>
            {
                ["customerId"] = "51",
                ["name"] = "Dana Example",
                ["email"] = "dana@example.com",
                ["status"] = "customer",
                ["crmAccountId"] = "901",
                ["company"] = "Example Ltd",
                ["dealName"] = "Renewal",
                ["dealStage"] = "contractsent",
                ["dealAmount"] = "1200",
            }, ignoreOrder: true);
        customer.Id.ShouldBe("51");
        customer.ChangedAt.ShouldBe(new DateTimeOffset(2026, 7, 1, 10, 0, 0, 123, TimeSpan.Zero));
        room.Crm.Requests.Count.ShouldBe(3);
        room.Crm.Requests.ShouldAllBe(request => request.Authorization == "Bearer pat-hush" && request.Address.Host == "api.hubapi.com");
    }

    [Fact]
    public async Task The_number_is_searched_as_typed_and_as_HubSpot_keeps_it()
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.OK, Results());

        (await room.FindAsync(null, "+49 30 12345678")).ShouldBe(SourceAnswer.NotFound);

        var search = JsonElement.Parse(room.Crm.Requests.ShouldHaveSingleItem().Body);
        search.GetProperty("filterGroups").EnumerateArray().Select(group => group.GetProperty("filters").EnumerateArray().ShouldHaveSingleItem())
            .Select(filter => (filter.GetProperty("propertyName").GetString(), filter.GetProperty("operator").GetString(), filter.GetProperty("value").GetString()))
            .ShouldBe([
                ("phone", "EQ", "+493012345678"), ("mobilephone", "EQ", "+493012345678"),
                ("hs_searchable_calculated_phone_number", "EQ", "3012345678"), ("hs_searchable_calculated_mobile_number", "EQ", "3012345678")]);
        search.GetProperty("sorts")[0].GetString().ShouldBe("-lastmodifieddate");
    }

    [Theory]
    [InlineData("(317) 555-0142", null, true)]
    [InlineData("317.555.0142", "+13175550142", true)]
    [InlineData("+13175550142", null, true)]
    [InlineData("317 555 0142", "+523175550142", false)]
    [InlineData("+49 317 5550142", null, false)]
    [InlineData("Dana's mother", null, false)]
    [InlineData("", "", false)]
    [InlineData("\ud83d", null, false)]
    public async Task Only_a_contact_with_that_very_number_is_the_caller(string typed, string? calculated, bool isTheCaller)
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.OK, Results(Contact("51", ("phone", typed), ("hs_calculated_phone_number", calculated))));

        ((await room.FindAsync(null, Phone)) != SourceAnswer.NotFound).ShouldBe(isTheCaller);
    }

    [Fact]
    public async Task Several_contacts_are_ambiguous_and_cost_no_further_request()
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.OK, Results(Contact("51"), Contact("52", ("lastmodifieddate", "2026-06-01T10:00:00Z")), Contact("53", ("hs_calculated_phone_number", "+441632960000"))));

        var several = (await room.FindAsync(null, Phone)).ShouldBeOfType<SourceAnswer.Ambiguous>().Records;

        several.Select(record => record.Fields["customerId"].ToString()).ShouldBe(["51", "52"]);
        Merge.Choose(several, AmbiguityPolicy.MostRecentlyChanged).ShouldBe(several[0]);
        room.Crm.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_id_is_asked_for_first_and_the_number_if_nobody_has_it()
    {
        using var room = ContactsOnly(("Fields:name", "firstname"));
        room.Crm.When(HttpMethod.Get, $"/crm/objects/2026-09/contacts/99?properties={Uri.EscapeDataString("firstname,lastmodifieddate,associatedcompanyid")}")
            .Answers(HttpStatusCode.NotFound, """{"category":"OBJECT_NOT_FOUND"}""");
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.OK, Results(Contact()));

        (await room.FoundAsync("99", Phone)).Fields["name"].GetString().ShouldBe("Dana");

        room.Crm.Requests.Select(request => request.Method).ShouldBe([HttpMethod.Get, HttpMethod.Post]);
    }

    [Fact]
    public async Task Another_version_is_asked_where_one_is_set()
    {
        using var room = ContactsOnly(("HubSpot:ApiVersion", "2027-03"));
        room.Crm.When(HttpMethod.Get, ById("51").Replace("2026-09", "2027-03", StringComparison.Ordinal)).Answers(HttpStatusCode.NotFound);
        room.Crm.When(HttpMethod.Post, Contacts.Replace("2026-09", "2027-03", StringComparison.Ordinal)).Answers(HttpStatusCode.OK, Results(Contact()));

        await room.FoundAsync("51", Phone);

        room.Crm.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task By_id_the_contact_costs_one_request()
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Get, ById("51")).Answers(HttpStatusCode.OK, Contact().ToJsonString());

        (await room.FoundAsync("51", Phone)).Fields["email"].GetString().ShouldBe("dana@example.com");

        room.Crm.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("'; DROP TABLE contacts; --")]
    [InlineData("../companies/901")]
    [InlineData("51?properties=ssn")]
    [InlineData("51/../52")]
    [InlineData("..")]
    [InlineData("٥١")]
    [InlineData("51\n")]
    public async Task What_is_no_record_id_is_not_asked_for(string id)
    {
        using var room = ContactsOnly();

        (await room.FindAsync(id)).ShouldBe(SourceAnswer.NotFound);

        room.Crm.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_company_that_is_gone_a_company_id_that_is_none_and_no_deal_leave_their_fields_out()
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Post, Contacts)
            .Answers(HttpStatusCode.OK, Results(Contact()))
            .Answers(HttpStatusCode.OK, Results(Contact("51", ("associatedcompanyid", "../contacts/1"))));
        room.Crm.When(HttpMethod.Get, Company).Answers(HttpStatusCode.NotFound);
        room.Crm.When(HttpMethod.Post, Deals).Answers(HttpStatusCode.OK, Results());

        (await room.FoundAsync(null, Phone)).Fields.Keys.ShouldNotContain("company");
        (await room.FoundAsync(null, Phone)).Fields.Keys.ShouldNotContain("dealName");

        room.Crm.RequestsTo(HttpMethod.Get, Company).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Łódź 漢字 😀 אבג", "O'Brien \"Quote\" \\ </script>")]
    [InlineData("\u0001\t\r\n\u2028", "\u202E")]
    public async Task A_name_may_be_of_any_script(string first, string last)
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.OK, Results(Contact("51", ("firstname", first), ("lastname", last))));

        (await room.FoundAsync(null, Phone)).Fields["name"].GetString().ShouldBe($"{first} {last}");
    }

    [Fact]
    public async Task A_rotated_token_is_read_again()
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.OK, Results(Contact())).Answers(HttpStatusCode.Unauthorized).Answers(HttpStatusCode.OK, Results(Contact()));
        await room.FoundAsync(null, Phone);
        room.Secrets[CrmRoom.SecretId] = """{"access_token":"pat-rotated"}""";

        await room.FoundAsync(null, Phone);

        room.Crm.Requests[^1].Authorization.ShouldBe("Bearer pat-rotated");
    }
}
