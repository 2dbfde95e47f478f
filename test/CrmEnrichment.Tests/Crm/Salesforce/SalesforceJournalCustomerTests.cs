using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Customers.Sources;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.Salesforce.SalesforceAnswers;
using static CrmEnrichment.Tests.Crm.Salesforce.SalesforceJournalAnswers;

namespace CrmEnrichment.Tests.Crm.Salesforce;

/// <summary>Contacts, leads, users and the health check of the journal, on the wire.</summary>
public sealed class SalesforceJournalCustomerTests
{
    private const string OtherContact = "003000000000052AAA", LeadId = "00Q000000000052AAA";

    private static readonly (string, string)[] s_fields =
    [
        ("Salesforce:Journal:LastContact:at", "Contact.Last_Call__c|Lead.Lead_Last_Call__c"), ("Salesforce:Journal:LastContact:count", "Contact.Calls__c"),
    ];

    private static readonly CustomerRef s_contact = new("crm", ContactId);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Contact", ContactId, """{"Last_Call__c":"2026-11-27T14:04:05.678Z","Calls__c":3}""")]
    [InlineData("Lead", LeadId, """{"Lead_Last_Call__c":"2026-11-27T14:04:05.678Z"}""")]
    public async Task Only_configured_fields_of_the_type_are_written(string type, string id, string body)
    {
        using var room = RecordOnly(s_fields);
        room.Crm.When(HttpMethod.Patch, $"{Root}/sobjects/{type}/{id}").Answers(HttpStatusCode.NoContent);

        (await room.Journal.UpdateCustomerAsync(new("crm", id), SampleEntries.LastContact, Ct)).ShouldBeTrue();

        JsonNode.DeepEquals(JsonNode.Parse(room.Crm.Requests[^1].Body), JsonNode.Parse(body)).ShouldBeTrue(room.Crm.Requests[^1].Body);
    }

    [Fact]
    public async Task Nothing_configured_for_the_type_is_nothing_asked()
    {
        using var room = Room(s_fields);

        (await room.Journal.UpdateCustomerAsync(new("crm", AccountId), SampleEntries.LastContact, Ct)).ShouldBeTrue();
        (await room.Journal.UpdateCustomerAsync(new("crm", "' OR Id != '"), SampleEntries.LastContact, Ct)).ShouldBeFalse();

        room.Crm.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "NOT_FOUND")]
    [InlineData(HttpStatusCode.BadRequest, "ENTITY_IS_DELETED")]
    public async Task A_merged_contact_is_followed_and_a_deleted_one_told(HttpStatusCode status, string code)
    {
        using var room = RecordOnly(s_fields);
        var successor = $"{Root}/queryAll?q={Uri.EscapeDataString($"SELECT MasterRecordId FROM Contact WHERE Id = '{ContactId}'")}";
        room.Crm.When(HttpMethod.Patch, $"{Root}/sobjects/Contact/{ContactId}").Answers(status, Error(code));
        room.Crm.When(HttpMethod.Get, successor).Answers(HttpStatusCode.OK, $$"""{"records":[{"MasterRecordId":"{{OtherContact}}"}]}""").Answers(HttpStatusCode.OK, """{"records":[{"MasterRecordId":null}]}""");
        room.Crm.When(HttpMethod.Patch, $"{Root}/sobjects/Contact/{OtherContact}").Answers(HttpStatusCode.NoContent);

        (await room.Journal.UpdateCustomerAsync(s_contact, SampleEntries.LastContact, Ct)).ShouldBeTrue();
        (await room.Journal.UpdateCustomerAsync(s_contact, SampleEntries.LastContact, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_converted_lead_is_followed_to_its_contact()
    {
        using var room = RecordOnly(s_fields);
        room.Crm.When(HttpMethod.Patch, $"{Root}/sobjects/Lead/{LeadId}").Answers(HttpStatusCode.BadRequest, Error("CANNOT_UPDATE_CONVERTED_LEAD"));
        room.Crm.When(HttpMethod.Get, $"{Root}/queryAll?q={Uri.EscapeDataString($"SELECT MasterRecordId, ConvertedContactId FROM Lead WHERE Id = '{LeadId}'")}")
            .Answers(HttpStatusCode.OK, $$"""{"records":[{"MasterRecordId":null,"ConvertedContactId":"{{ContactId}}"}]}""");
        room.Crm.When(HttpMethod.Patch, $"{Root}/sobjects/Contact/{ContactId}").Answers(HttpStatusCode.NoContent);

        (await room.Journal.UpdateCustomerAsync(new("crm", LeadId), SampleEntries.LastContact, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task Records_that_were_merged_into_each_other_end()
    {
        using var room = RecordOnly(s_fields);
        room.Crm.When(HttpMethod.Patch, $"{Root}/sobjects/Contact/{ContactId}").Answers(HttpStatusCode.NotFound, Error("NOT_FOUND"));
        room.Crm.When(HttpMethod.Get, $"{Root}/queryAll?q={Uri.EscapeDataString($"SELECT MasterRecordId FROM Contact WHERE Id = '{ContactId}'")}")
            .Answers(HttpStatusCode.OK, $$"""{"records":[{"MasterRecordId":"{{ContactId}}"}]}""");

        (await room.Journal.UpdateCustomerAsync(s_contact, SampleEntries.LastContact, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_caller_whom_nobody_knows_becomes_one_lead()
    {
        using var room = RecordOnly(("Salesforce:Journal:LeadCompany", "Callers"));
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, Written(new Dictionary<string, string>(), LeadId));

        (await room.Journal.CreateCustomerAsync(new("t-1", "+13175550142", null, "Genesys_Cloud_CX"), mayExist: true, Ct)).ShouldBe(new CustomerRef("crm", LeadId));

        Part(room.Crm.Requests[^1], 0).Url.ShouldBe($"{Root}/sobjects/Lead/CrmEnrichment_Tracking_Id__c/t-1");
        Sent(room.Crm.Requests[^1]).ShouldBe(
            new Dictionary<string, string> { ["LastName"] = "Unknown caller", ["Company"] = "Callers", ["LeadSource"] = "Genesys_Cloud_CX", ["Phone"] = "+13175550142" }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_record_that_a_duplicate_rule_names_is_the_one()
    {
        using var room = RecordOnly();
        var errors = Errors("DUPLICATES_DETECTED");
        errors[0]!["duplicateResult"] = JsonNode.Parse($$$"""{"matchResults":[{"matchRecords":[{"record":{"attributes":{"type":"Contact"},"Id":"{{{ContactId}}}"}}]}]}""");
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, Parts((400, errors), (404, Errors("NOT_FOUND"))));

        (await room.Journal.CreateCustomerAsync(new("t-1", "+13175550142", null, "Genesys_Cloud_CX"), mayExist: false, Ct)).Id.ShouldBe(ContactId);
    }

    [Fact]
    public async Task Without_an_external_id_a_lead_of_an_earlier_attempt_is_found_by_its_number()
    {
        using var room = RecordOnly(("Salesforce:Journal:Upsert", "false"));
        room.Crm.When(HttpMethod.Get, Query("SELECT Id FROM Lead WHERE Phone = '+13175550142' ORDER BY CreatedDate LIMIT 1")).Answers(HttpStatusCode.OK, $$"""{"records":[{"Id":"{{LeadId}}"}]}""");

        (await room.Journal.CreateCustomerAsync(new("t-1", "+13175550142", null, "Genesys_Cloud_CX"), mayExist: true, Ct)).Id.ShouldBe(LeadId);
    }

    [Theory]
    [InlineData("o'neil@example.com", @"o\'neil@example.com", """{"records":[{"Id":"005000000000007AAA"}]}""", "005000000000007AAA")]
    [InlineData("ana@example.com", "ana@example.com", """{"records":[]}""", null)]
    public async Task An_owner_is_an_active_user_with_the_address(string email, string quoted, string answer, string? owner)
    {
        using var room = RecordOnly();
        room.Crm.When(HttpMethod.Get, Query($"SELECT Id FROM User WHERE (Email = '{quoted}' OR FederationIdentifier = '{quoted}') AND IsActive = true AND UserType = 'Standard' ORDER BY CreatedDate LIMIT 1"))
            .Answers(HttpStatusCode.OK, answer);

        (await room.Journal.FindOwnerAsync(email, Ct)).ShouldBe(owner);
    }

    public static readonly TheoryData<string, string, string?> Probes = new()
    {
        { "all is there", Parts((200, null), (200, null), (200, null), (200, null), (404, ErrorsOf("NOT_FOUND", "The requested resource does not exist"))), null },
        { "no external id", Parts((200, null), (404, ErrorsOf("NOT_FOUND", "Provided external ID field does not exist or is not accessible: X__c"))), "Salesforce has no external id 'CrmEnrichment_Tracking_Id__c'" },
        { "a field that the user does not see", Parts((400, ErrorsOf("INVALID_FIELD", "No such column 'Calls__c' on entity 'Contact'"))), "400 (INVALID_FIELD). It refuses 'Calls__c'" },
        { "no right", Parts((403, Errors("INSUFFICIENT_ACCESS"))), "Grant the integration user API Enabled, Edit Tasks" },
    };

    [Theory]
    [MemberData(nameof(Probes), DisableDiscoveryEnumeration = true)]
    public async Task The_health_check_is_one_round_trip_and_names_what_is_missing(string what, string answer, string? problem)
    {
        using var room = RecordOnly(s_fields);
        room.Crm.When(HttpMethod.Post, Composite).Answers(HttpStatusCode.OK, answer);

        if (problem is null)
        {
            await room.Journal.ProbeAsync(Ct);
        }
        else
        {
            (await room.FaultAsync(() => room.Journal.ProbeAsync(Ct))).Message.ShouldContain(problem, customMessage: what);
        }

        var urls = Enumerable.Range(0, 6).Select(i => Uri.UnescapeDataString(Part(room.Crm.Requests[^1], i).Url)).ToList();
        urls[0].ShouldContain("SELECT Id, Subject, Status, ");
        urls[2].ShouldContain("SELECT Id, Last_Call__c, Calls__c FROM Contact WHERE Id = '003000000000000AAA'");
        urls[4].ShouldBe($"{Root}/sobjects/Task/CrmEnrichment_Tracking_Id__c/crm-enrichment-probe?fields=Id");
    }
}
