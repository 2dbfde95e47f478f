using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Leads;

/// <summary>From the CRM's request to VICIdial's list. Each test has records and numbers of its own.</summary>
public sealed class InjectLeadTests : IClassFixture<InjectLeadTests.WithRules>
{
    private readonly LeadRoom _room;

    public InjectLeadTests(WithRules rules) => _room = rules.Room;

    [Fact]
    public async Task A_lead_is_in_the_dialler_with_its_national_number_its_fields_and_its_vendor_code()
    {
        await _room.BringAsync("""{"id": "LEAD-1", "phone": "+1 (727) 555-1201", "first_name": "Maria", "last_name": "Núñez", "email": "m@example.com", "company": "Acme", "comments": "new", "state": "Florida", "alt_phone": "+17275559201"}""");

        var lead = _room.LeadsOf("LEAD-1").ShouldHaveSingleItem();
        (lead.List, lead.Phone, lead["phone_code"], lead["first_name"], lead["email"]).ShouldBe((LeadRoom.List, "7275551201", "1", "Maria", "m@example.com"));
        (lead["comments"], lead["province"], lead["state"], lead["alt_phone"], lead["source_id"]).ShouldBe(("Acme: new", "Florida", "", "7275559201", ""));
        var request = _room.Added("7275551201").ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Query.ShouldBeEmpty();
        foreach (var check in new[] { "duplicate_check=DUPCAMP", "dnc_check=Y", "list_exists_check=Y", "phone_code=1" })
        {
            request.Body.ShouldContain(check);
        }
    }

    [Fact]
    public async Task What_the_function_does_in_the_table_is_granted_by_its_role()
    {
        var before = _room.Cloud.AwsRequests.All.Count;

        await _room.BringAsync("""{"id": "6f9619ff-8b86-d011-b42d-00cf4fc964aa", "phone": "+17275551202"}""");

        StateGrantTests.NotGranted(_room.Cloud, before, "InjectLead").Where(call => !call.Contains("rate/leads/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("+49 30 901820", null, "49", "30901820", "998")]
    [InlineData("030 901821", "DE", "49", "30901821", "998")]
    [InlineData("+57 300 1234567", null, "57", "3001234567", LeadRoom.List)]
    [InlineData("+52 55 5123 4567", null, "52", "5551234567", LeadRoom.List)]
    public async Task A_number_of_another_country_is_sent_with_its_own_code_and_goes_to_its_list(string phone, string? country, string code, string national, string list)
    {
        var id = $"ABROAD-{national}";
        await _room.BringAsync(new JsonObject { ["id"] = id, ["phone"] = phone, ["country"] = country }.ToJsonString());

        var lead = _room.LeadsOf(id).ShouldHaveSingleItem();
        (lead.Phone, lead["phone_code"], lead.List).ShouldBe((national, code, list));
    }

    [Fact]
    public async Task The_first_rule_that_holds_says_the_list()
    {
        await _room.BringAsync("""[{"id": "RULE-1", "phone": "+17275551211", "source": "Web-Form"}, {"id": "RULE-2", "phone": "+17275551212", "tier": "hot", "source": "other"}, {"id": "RULE-3", "phone": "+17275551213"}, {"id": "RULE-4", "phone": "+17275551214", "source": "web-form", "list": "999"}]""");

        _room.LeadsOf("RULE-1").ShouldHaveSingleItem().List.ShouldBe("102");
        _room.LeadsOf("RULE-2").ShouldHaveSingleItem().List.ShouldBe("999");
        _room.LeadsOf("RULE-3").ShouldHaveSingleItem().List.ShouldBe(LeadRoom.List);
        _room.LeadsOf("RULE-4").ShouldHaveSingleItem().List.ShouldBe("999");
    }

    [Fact]
    public async Task A_record_that_is_told_by_its_id_is_read_in_the_crm_with_its_whole_address()
    {
        _room.Cloud.Crm.Put(new PretendCustomer("CRM-READ-1", "") { Extra = new JsonObject { ["phone"] = "(727) 555-1221", ["first_name"] = "Rita", ["email"] = "rita@example.com" } });

        await _room.BringAsync("""{"id": "CRM-READ-1"}""");

        var lead = _room.LeadsOf("CRM-READ-1").ShouldHaveSingleItem();
        (lead.Phone, lead["first_name"], lead["email"]).ShouldBe(("7275551221", "Rita", "rita@example.com"));
    }

    [Fact]
    public async Task An_id_that_is_too_long_for_VICIdial_gets_a_short_code_and_stays_findable()
    {
        const string Id = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
        await _room.BringAsync($$"""{"id": "{{Id}}", "phone": "+17275551231"}""");

        var lead = _room.Vicidial.Leads.Single(one => string.Equals(one["source_id"], Id, StringComparison.Ordinal));
        lead["vendor_lead_code"].ShouldStartWith("ce_");
        lead["vendor_lead_code"].Length.ShouldBe(20);
        _room.Cloud.State.Items.Count(item => string.Equals(item["pk"]!["S"]!.GetValue<string>(), $"vicidial/code/{lead["vendor_lead_code"]}", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_number_that_the_campaign_has_and_one_that_must_not_be_called_are_outcomes_and_no_letters()
    {
        await _room.BringAsync("""[{"id": "DUP-1", "phone": "+17275551001", "list": "102"}, {"id": "DNC-1", "phone": "+17275550099"}, {"id": "DNC-2", "phone": "+17275550098", "campaign": "TESTCAMP"}]""");

        foreach (var id in new[] { "DUP-1", "DNC-1", "DNC-2" })
        {
            _room.LeadsOf(id).ShouldBeEmpty();
            _room.Letters(id).ShouldBeEmpty();
        }

        await _room.UntilAsync(() => _room.Results.Contains("duplicate") && _room.Results.Count(result => result is "do_not_call") >= 2, "their outcomes");
    }

    [Fact]
    public async Task A_record_that_is_brought_twice_for_one_list_is_added_once_and_for_another_list_again()
    {
        await _room.BringAsync("""{"id": "TWICE-1", "phone": "+17275551241"}""");
        await _room.BringAsync("""{"id": "TWICE-1", "phone": "+17275551241", "first_name": "changed"}""");
        _room.Added("7275551241").Count.ShouldBe(1);

        await _room.BringAsync("""{"id": "TWICE-1", "phone": "+17275551241", "list": "102"}""");
        _room.Added("7275551241").Count.ShouldBe(2);
        _room.LeadsOf("TWICE-1").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"id": "BAD-1", "phone": "+17275551251", "list": "77777"}""", "Rejected", "there is no list 77777")]
    [InlineData("""{"id": "BAD-2"}""", "UnknownRecord", "no record with the lead's id")]
    public async Task What_a_person_has_to_put_right_is_a_letter_that_names_it(string json, string reason, string message)
    {
        await _room.BringAsync(json);

        var letter = await _room.LetterAsync(JsonElement.Parse(json).GetProperty("id").GetString()!);
        (letter.GetProperty("handler").GetString(), letter.GetProperty("reason").GetString()).ShouldBe(("InjectLead", reason));
        letter.GetProperty("message").GetString()!.ShouldContain(message);
        letter.GetProperty("message").GetString()!.ShouldNotContain("7275551251");
    }

    [Theory]
    [InlineData("CRM-BAD-1", "911", null, "no number that can be called")]
    [InlineData("CRM-BAD-2", "030 901820", "Deutschland", "no number that can be called")]
    [InlineData("CRM-BAD-3", null, null, "has none in the field 'phone'")]
    public async Task A_record_whose_number_cannot_be_called_is_a_letter_that_names_the_field(string id, string? phone, string? country, string message)
    {
        _room.Cloud.Crm.Put(new PretendCustomer(id, "") { Extra = new JsonObject { ["phone"] = phone, ["country"] = country } });

        await _room.BringAsync($$"""{"id": "{{id}}"}""");

        var letter = await _room.LetterAsync(id);
        (letter.GetProperty("reason").GetString(), letter.GetProperty("message").GetString()!.Contains(message, StringComparison.Ordinal)).ShouldBe(("Rejected", true), letter.ToString());
    }

    public sealed class WithRules : IAsyncLifetime
    {
        public LeadRoom Room { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Room = await LeadRoom.OpenAsync(
            null,
            ("Lists__0__WhenSource", "web-form"), ("Lists__0__List", "102"),
            ("Lists__1__WhenField", "tier"), ("Lists__1__WhenValue", "HOT"), ("Lists__1__List", "999"),
            ("Lists__2__WhenCountry", "DE"), ("Lists__2__List", "998"));

        public ValueTask DisposeAsync() => Room.DisposeAsync();
    }
}
