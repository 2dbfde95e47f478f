using System.Text.Json.Nodes;
using CrmEnrichment.Customers.Sources;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.Vtiger.VtigerAnswers;

namespace CrmEnrichment.Tests.Crm.Vtiger;

public sealed class VtigerCustomerSourceTests
{
    [Fact]
    public async Task A_caller_is_found_with_the_account_in_two_requests()
    {
        using var room = LoggedIn();
        room.WhenAsked($"SELECT id,firstname,lastname,email,assigned_user_id,account_id,phone,mobile,homephone,otherphone,modifiedtime FROM Contacts WHERE phone LIKE '{Pattern}' OR mobile LIKE '{Pattern}' OR homephone LIKE '{Pattern}' OR otherphone LIKE '{Pattern}';")
            .Answers(Rows(Contact(("email", "dana@example.com"), ("account_id", "11x2"), ("assigned_user_id", "19x5"))));
        room.WhenRetrieved("11x2").Answers(Result(new JsonObject { ["id"] = "11x2", ["accountname"] = "Example Ltd", ["accounttype"] = "Customer" }));

        var customer = await room.FoundAsync(null, Phone);

        customer.Fields.ToDictionary(field => field.Key, field => field.Value.GetString()).ShouldBe(
            new Dictionary<string, string?>
            {
                ["customerId"] = "12x16",
                ["name"] = "Dana Example",
                ["email"] = "dana@example.com",
                ["status"] = "Customer",
                ["ownerId"] = "19x5",
                ["crmAccountId"] = "11x2",
                ["company"] = "Example Ltd",
            }, ignoreOrder: true);
        customer.ChangedAt.ShouldBe(new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero));
        room.Crm.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_session_goes_into_the_body_and_never_into_an_address()
    {
        using var room = RecordOnly();
        room.WhenAsked(OfContacts).Answers(Rows(Contact()));

        await room.FoundAsync(null, Phone);

        var search = room.Crm.Requests[^1];
        search.ContentType.ShouldBe("application/x-www-form-urlencoded");
        QueryHelpers.ParseQuery(search.Body)["sessionName"].ToString().ShouldBe(Session);
        search.Authorization.ShouldBeNull();
        room.Crm.Requests.ShouldAllBe(request => !request.Address.Query.Contains("session", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Leads_are_asked_when_no_contact_is_the_caller_and_accounts_when_no_lead_is()
    {
        using var room = RecordOnly();
        room.WhenAsked(OfContacts).Answers(Rows());
        room.WhenAsked(OfLeads).Answers(Rows(new JsonObject { ["id"] = "10x19", ["company"] = "NewCo", ["phone"] = "317-555-0142" }));
        room.WhenAsked(WithCanary(OfLeads, "10x19")).Answers(Rows(new JsonObject { ["id"] = "10x19" }));
        room.WhenAsked(OfAccounts).Answers(Rows(new JsonObject { ["id"] = "11x2", ["accountname"] = "Example Ltd", ["otherphone"] = "+1 317 5550142" }));
        room.WhenAsked(WithCanary(OfAccounts, "11x2")).Answers(Rows(new JsonObject { ["id"] = "11x2" }));

        (await room.FoundAsync(null, Phone)).Fields["name"].GetString().ShouldBe("NewCo");
        (await room.FoundAsync(null, Phone)).Fields["name"].GetString().ShouldBe("Example Ltd");
        (await room.FindAsync(null, Phone)).ShouldBe(SourceAnswer.NotFound);
    }

    [Fact]
    public async Task Only_the_configured_modules_are_asked()
    {
        using var room = RecordOnly(("Vtiger:Modules:0", "Accounts"));
        room.WhenAsked(OfAccounts).Answers(Rows());

        (await room.FindAsync(null, Phone)).ShouldBe(SourceAnswer.NotFound);

        // The login, the search, and whether there is an account at all.
        room.Crm.Requests.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("+1 317.555.0142", true)]
    [InlineData("13175550142", true)]
    [InlineData("tel:+1-317-555-0142", true)]
    [InlineData("317 555 0142 ext. 7", true)]
    [InlineData("317-555-0142 (mobile)", true)]
    [InlineData("Mobile: (317) 555 0142", true)]
    [InlineData("büro +1 317 555 0142 x 12 – nur vormittags", true)]
    [InlineData("317 555 0142 or 0143", false)]
    [InlineData("317 555 0142 home 317 555 0143", false)]
    [InlineData("call 00 49 317 5550142", false)]
    [InlineData("+49 317 5550142", false)]
    [InlineData("3-17-55-50-14-92", false)]
    [InlineData("+1 217 555 0142", false)]
    [InlineData("555 0142", false)]
    [InlineData("\ud83d", false)]
    public async Task The_search_finds_too_much_and_only_that_very_number_is_the_caller(string typed, bool isTheCaller)
    {
        using var room = RecordOnly(("Vtiger:Modules:0", "Contacts"));
        room.WhenAsked(OfContacts).Answers(Rows(Contact(("mobile", null), ("otherphone", typed))));

        ((await room.FindAsync(null, Phone)) != SourceAnswer.NotFound).ShouldBe(isTheCaller);
    }

    [Fact]
    public async Task Several_contacts_are_ambiguous_those_changed_last_first_and_cost_no_account()
    {
        using var room = LoggedIn(("Fields:customerId", "Contacts.id"), ("Fields:company", "Accounts.accountname"));
        room.WhenAsked(OfContacts.Replace("id,firstname,lastname", "id", StringComparison.Ordinal).Replace("modifiedtime FROM", "modifiedtime,account_id FROM", StringComparison.Ordinal)).Answers(Rows(
            Contact(("account_id", "11x2")), Contact(("id", "12x17"), ("modifiedtime", "2026-08-01 10:00:00")), Contact(("id", "12x18"), ("mobile", "+1 317 555 0199"))));

        var several = (await room.FindAsync(null, Phone)).ShouldBeOfType<SourceAnswer.Ambiguous>().Records;

        several.Select(record => record.Fields["customerId"].GetString()).ShouldBe(["12x17", "12x16"]);
    }

    [Fact]
    public async Task A_record_by_id_is_looked_for_in_the_module_of_its_prefix_which_is_asked_once()
    {
        using var room = RecordOnly(("Fields:label", "Leads.label"));
        room.WhenDescribed("Contacts").Answers(Prefix("4"));
        room.WhenDescribed("Leads").Answers(Prefix("12"));
        room.WhenRetrieved("12x16").Answers(Result(new JsonObject { ["id"] = "12x16", ["label"] = "Jan Nov&aacute;k &amp; O&#039;Brien", ["company"] = "Nov&aacute;k" }));

        var lead = await room.FoundAsync("12x16");
        await room.FoundAsync("12x16");

        lead.Fields["label"].GetString().ShouldBe("Jan Novák & O'Brien");
        lead.Fields["name"].GetString().ShouldBe("Nov&aacute;k");
        room.Crm.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task An_id_without_a_prefix_is_tried_with_that_of_each_module()
    {
        using var room = RecordOnly();
        room.WhenDescribed("Contacts").Answers(Prefix("12"));
        room.WhenDescribed("Leads").Answers(Prefix("10"));
        room.WhenRetrieved("12x19").Answers(Error("INVALID_ID_ATTRIBUTE"));
        room.WhenRetrieved("10x19").Answers(Result(new JsonObject { ["id"] = "10x19", ["company"] = "NewCo" }));

        (await room.FoundAsync("19")).Fields["name"].GetString().ShouldBe("NewCo");
    }

    [Fact]
    public async Task An_id_that_nobody_has_leaves_the_number()
    {
        using var room = RecordOnly(("Vtiger:Modules:0", "Contacts"));
        room.WhenDescribed("Contacts").Answers(Prefix("12"));
        room.WhenRetrieved("12x99999").Answers(Error("ACCESS_DENIED"));
        room.WhenAsked(OfContacts).Answers(Rows(Contact()));

        (await room.FoundAsync("12x99999", Phone)).Fields["customerId"].GetString().ShouldBe("12x16");
    }

    [Theory]
    [InlineData("' OR lastname LIKE '%")]
    [InlineData("12x16'")]
    [InlineData("12x16; SELECT * FROM Users;")]
    [InlineData("12x16&operation=query")]
    [InlineData("12X16")]
    [InlineData("x16")]
    [InlineData("12x")]
    [InlineData("12x16\n")]
    [InlineData("１２x１６")]
    [InlineData("-1")]
    [InlineData("9999999999x1")]
    [InlineData("")]
    public async Task What_is_no_id_is_not_asked_for(string id)
    {
        using var room = Room();

        (await room.FindAsync(id)).ShouldBe(SourceAnswer.NotFound);

        room.Crm.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("' OR '1'='1")]
    [InlineData(@"+13175550142\")]
    [InlineData("%")]
    [InlineData("anonymous")]
    public async Task What_is_no_number_is_not_asked_for(string phone)
    {
        using var room = Room();

        (await room.FindAsync(null, phone)).ShouldBe(SourceAnswer.NotFound);

        room.Crm.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("11x2' OR '1'='1")]
    [InlineData("11x2&operation=query")]
    [InlineData(null)]
    public async Task An_account_id_that_is_none_is_not_asked_for(string? id)
    {
        using var room = LoggedIn(("Fields:customerId", "Contacts.id"), ("Fields:company", "Accounts.accountname"));
        room.WhenAsked(OfContacts.Replace("id,firstname,lastname", "id", StringComparison.Ordinal).Replace("modifiedtime FROM", "modifiedtime,account_id FROM", StringComparison.Ordinal))
            .Answers(Rows(Contact(("account_id", id))));

        (await room.FoundAsync(null, Phone)).Fields.Keys.ShouldBe(["customerId"]);
    }

    [Theory]
    [InlineData("Łódź 漢字 😀 אבג ไทย")]
    [InlineData("O'Brien \"Quote\" \\ </script> &amp;")]
    public async Task A_name_may_be_of_any_script_and_is_not_html(string name)
    {
        using var room = RecordOnly();
        room.WhenAsked(OfContacts).Answers(Rows(Contact(("firstname", ""), ("lastname", name), ("unheard_of", new JsonObject { ["a"] = 1 }), ("modifiedtime", "yesterday"))));

        var customer = await room.FoundAsync(null, Phone);

        customer.Fields["name"].GetString().ShouldBe(name);
        customer.ChangedAt.ShouldBeNull();
    }
}
