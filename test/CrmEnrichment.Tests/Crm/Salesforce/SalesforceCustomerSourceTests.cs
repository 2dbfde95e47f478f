using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Customers.Sources;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.Salesforce.SalesforceAnswers;

namespace CrmEnrichment.Tests.Crm.Salesforce;

public sealed class SalesforceCustomerSourceTests
{
    private const string Open = "(SELECT Name, StageName, Amount FROM Opportunities WHERE IsClosed = false ORDER BY LastModifiedDate DESC LIMIT 1)";

    [Fact]
    public async Task A_caller_is_found_with_account_and_open_opportunity_in_two_requests()
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Post, Token).Answers(HttpStatusCode.OK, Granted());
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.OK, Found(Contact()));
        room.Crm.When(HttpMethod.Get, Query($"SELECT Id, Name, Type, OwnerId, {Open} FROM Account WHERE Id = '{AccountId}'"))
            .Answers(HttpStatusCode.OK, $$$"""{"totalSize":1,"done":true,"records":[{"Id":"{{{AccountId}}}","Name":"Example Ltd","Opportunities":{"totalSize":1,"records":[{"Name":"Renewal","StageName":"Negotiation","Amount":1200.5}]}}]}""");

        var customer = await room.FoundAsync(null, Phone);

        customer.Fields.ToDictionary(field => field.Key, field => field.Value.ToString()).ShouldBe(
            new Dictionary<string, string>
            {
                ["customerId"] = ContactId,
                ["name"] = "Dana Example",
                ["email"] = "dana@example.com",
                ["crmAccountId"] = AccountId,
                ["company"] = "Example Ltd",
                ["dealName"] = "Renewal",
                ["dealStage"] = "Negotiation",
                ["dealAmount"] = "1200.5",
            }, ignoreOrder: true);
        customer.Id.ShouldBe(ContactId);
        customer.ChangedAt.ShouldBe(new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero));
        room.Crm.Requests.Skip(1).ShouldAllBe(request => request.Authorization == "Bearer 00D!hush");
        room.Crm.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_number_is_searched_without_its_calling_code_among_the_numbers_of_three_types()
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.OK, Found());

        (await room.FindAsync(null, "+49 30 12345678")).ShouldBe(SourceAnswer.NotFound);

        var search = JsonElement.Parse(room.Crm.Requests[^1].Body);
        search.GetProperty("q").GetString().ShouldBe("3012345678");
        search.GetProperty("in").GetString().ShouldBe("PHONE");
        search.GetProperty("sobjects").EnumerateArray().Select(type => type.GetProperty("name").GetString()).ShouldBe(["Contact", "Lead", "Account"]);
        search.GetProperty("sobjects")[2].GetProperty("fields").EnumerateArray().Select(field => field.GetString()).ShouldNotContain("Email");
    }

    [Theory]
    [InlineData("+1 317.555.0142", true)]
    [InlineData("13175550142", true)]
    [InlineData("+49 317 5550142", false)]
    [InlineData("555 0142", false)]
    [InlineData("\ud83d", false)]
    public async Task Only_a_record_with_that_very_number_is_the_caller(string typed, bool isTheCaller)
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.OK, Found(Contact(("Phone", null), ("OtherPhone", typed))));

        ((await room.FindAsync(null, Phone)) != SourceAnswer.NotFound).ShouldBe(isTheCaller);
    }

    [Fact]
    public async Task A_contact_goes_before_a_lead_and_a_lead_before_an_account()
    {
        using var room = RecordOnly();
        var lead = Record("Lead", "00Q000000000001AAA", ("Company", "Lead Ltd"), ("Status", "Open"));
        room.Crm.When(HttpMethod.Post, Search)
            .Answers(HttpStatusCode.OK, Found(Record("Account", AccountId), lead, Contact()))
            .Answers(HttpStatusCode.OK, Found(Record("Account", AccountId), (JsonObject)lead.DeepClone()));

        (await room.FoundAsync(null, Phone)).Fields["customerId"].GetString().ShouldBe(ContactId);
        var found = await room.FoundAsync(null, Phone);

        found.Fields["company"].GetString().ShouldBe("Lead Ltd");
        found.Fields["status"].GetString().ShouldBe("Open");
    }

    [Fact]
    public async Task Several_contacts_are_ambiguous_those_changed_last_first_and_cost_no_query()
    {
        using var room = Room();
        room.Crm.When(HttpMethod.Post, Token).Answers(HttpStatusCode.OK, Granted());
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.OK, Found(
            Contact(), Record("Contact", "003000000000052AAA", ("LastModifiedDate", "2026-08-01T10:00:00.000+0000"))));

        var several = (await room.FindAsync(null, Phone)).ShouldBeOfType<SourceAnswer.Ambiguous>().Records;

        several.Select(record => record.Fields["customerId"].GetString()).ShouldBe(["003000000000052AAA", ContactId]);
        room.Crm.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("003000000000051AAA", "Contact")]
    [InlineData("003000000000051", "Contact")]
    [InlineData("00Q000000000051AAA", "Lead")]
    [InlineData("001000000000051AAA", "Account")]
    public async Task The_prefix_of_an_id_says_what_it_is_of(string id, string type)
    {
        using var room = RecordOnly(("Fields:name", $"{type}.Name"));
        var numbers = type switch { "Contact" => "Phone,MobilePhone,HomePhone,OtherPhone", "Lead" => "Phone,MobilePhone", _ => "Phone" };
        var asked = $"Name,{numbers},Id,LastModifiedDate{(type is "Contact" ? ",AccountId" : "")}";
        room.Crm.When(HttpMethod.Get, $"/services/data/v67.0/sobjects/{type}/{id}?fields={Uri.EscapeDataString(asked)}").Answers(HttpStatusCode.OK, Record(type, id).ToJsonString());

        (await room.FoundAsync(id)).Fields["name"].GetString().ShouldBe("Dana Example");
    }

    [Theory]
    [InlineData("' OR Name LIKE '%")]
    [InlineData("003000000000051AA'")]
    [InlineData("003000000000051/..")]
    [InlineData("006000000000077AAA")]
    [InlineData("003")]
    [InlineData("003000000000051AAA\n")]
    [InlineData("../../001000000000")]
    public async Task What_is_no_id_of_these_types_is_not_asked_for(string id)
    {
        using var room = Room();

        (await room.FindAsync(id)).ShouldBe(SourceAnswer.NotFound);

        room.Crm.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_id_that_nobody_has_leaves_the_number_and_an_account_id_that_is_none_is_not_queried()
    {
        using var room = Room(("Fields:name", "Contact.Name"), ("Fields:deal", "Opportunity.Name"));
        room.Crm.When(HttpMethod.Post, Token).Answers(HttpStatusCode.OK, Granted());
        room.Crm.When(HttpMethod.Get, $"/services/data/v67.0/sobjects/Contact/003000000000099?fields={Uri.EscapeDataString("Name,Phone,MobilePhone,HomePhone,OtherPhone,Id,LastModifiedDate,AccountId")}")
            .Answers(HttpStatusCode.NotFound, Error("NOT_FOUND"));
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.OK, Found(Contact(("AccountId", "' OR Id != '"))));

        (await room.FoundAsync("003000000000099", Phone)).Fields.Keys.ShouldBe(["name"]);
    }

    [Theory]
    [InlineData("Łódź 漢字 😀 אבג")]
    [InlineData("O'Brien \"Quote\" \\ </script>")]
    public async Task A_name_may_be_of_any_script(string name)
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.OK, Found(Contact(("Name", name))));

        (await room.FoundAsync(null, Phone)).Fields["name"].GetString().ShouldBe(name);
    }

    [Fact]
    public async Task A_field_is_read_however_the_settings_spell_it()
    {
        using var room = RecordOnly(("Fields:email", "Contact.EMAIL"), ("Fields:street", "Contact.mailingStreet"));
        room.Crm.When(HttpMethod.Post, Search).Answers(HttpStatusCode.OK, Found(Contact(("MailingStreet", "1 Main St"))));

        var fields = (await room.FoundAsync(null, Phone)).Fields;

        (fields["email"].GetString(), fields["street"].GetString()).ShouldBe(("dana@example.com", "1 Main St"));
    }

    [Fact]
    public async Task An_address_that_was_cut_through_an_emoji_is_left_out_and_the_other_fields_are_told()
    {
        using var room = RecordOnly(("Fields:name", "Contact.Name"), ("Fields:address", "Contact.MailingAddress"));
        room.Crm.When(HttpMethod.Post, Search)
            .Answers(HttpStatusCode.OK, Found(Contact(("MailingAddress", "cut"))).Replace("\"cut\"", """{"street":"\ud83d"}""", StringComparison.Ordinal));

        (await room.FoundAsync(null, Phone)).Fields.Keys.ShouldBe(["name"]);
    }
}
