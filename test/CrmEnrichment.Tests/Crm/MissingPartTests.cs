using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tests.Crm.Salesforce;
using CrmEnrichment.Tests.Crm.Vtiger;
using CrmEnrichment.Tests.Customers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm;

/// <summary>A second record that cannot be read costs what it holds, not the customer who was found.</summary>
public sealed class MissingPartTests
{
    private const string Phone = "+13175550142";

    public static readonly TheoryData<string, Action<FakeRoute>> Troubles = new()
    {
        { "down", route => route.Answers(HttpStatusCode.InternalServerError) },
        { "HTML", route => route.Answers(HttpStatusCode.OK, "<html>Dana</html>") },
        { "hangs", route => route.Hangs() },
        { "reset", route => route.Resets() },
    };

    [Theory]
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public async Task Vtigers_contact_is_given_without_its_account(string what, Action<FakeRoute> trouble)
    {
        using var room = VtigerAnswers.LoggedIn(("Fields:customerId", "Contacts.id"), ("Fields:company", "Accounts.accountname"));
        room.WhenAsked(VtigerAnswers.OfContacts.Replace("id,firstname,lastname", "id", StringComparison.Ordinal).Replace("modifiedtime FROM", "modifiedtime,account_id FROM", StringComparison.Ordinal))
            .Answers(VtigerAnswers.Rows(VtigerAnswers.Contact(("account_id", "11x2"))));
        trouble(room.WhenRetrieved("11x2"));

        var found = (await room.FindAsync(null, Phone)).ShouldBeOfType<SourceAnswer.Found>();

        found.Record.Fields.Keys.ShouldBe(["customerId"], what);
        found.Missing.Select(part => (part.Name, part.Reason.Fault)).ShouldBe([("account", UpstreamFault.Unavailable)], what);
        room.Log.Lines.ShouldContain(line => line.Contains("Customer found without the account in crm: crm: POST ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public async Task Salesforces_contact_is_given_without_its_account(string what, Action<FakeRoute> trouble)
    {
        using var room = SalesforceAnswers.Room(("Fields:name", "Contact.Name"), ("Fields:company", "Account.Name"), ("Salesforce:Opportunity", "false"));
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Token).Answers(HttpStatusCode.OK, SalesforceAnswers.Granted());
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Search).Answers(HttpStatusCode.OK, SalesforceAnswers.Found(SalesforceAnswers.Contact()));
        trouble(room.Crm.When(HttpMethod.Get, SalesforceAnswers.Query($"SELECT Id, Name FROM Account WHERE Id = '{SalesforceAnswers.AccountId}'")));

        var found = (await room.FindAsync(null, Phone)).ShouldBeOfType<SourceAnswer.Found>();

        found.Record.Fields.Keys.ShouldBe(["name"], what);
        found.Missing.ShouldHaveSingleItem().Name.ShouldBe("account", what);
    }

    [Fact]
    public async Task The_context_says_Partial_and_names_what_is_missing_and_the_next_look_up_asks_again()
    {
        using var crm = VtigerAnswers.LoggedIn(("Fields:customerId", "Contacts.id"), ("Fields:company", "Accounts.accountname"));
        var search = VtigerAnswers.OfContacts.Replace("id,firstname,lastname", "id", StringComparison.Ordinal).Replace("modifiedtime FROM", "modifiedtime,account_id FROM", StringComparison.Ordinal);
        crm.WhenAsked(search).Answers(VtigerAnswers.Rows(VtigerAnswers.Contact(("account_id", "11x2"))));
        crm.WhenAsked(VtigerAnswers.WithCanary(search, "12x16")).Answers(VtigerAnswers.Rows(VtigerAnswers.Contact(("account_id", "11x2"))));
        crm.WhenRetrieved("11x2").Answers(HttpStatusCode.BadRequest).Answers(VtigerAnswers.Result(new JsonObject { ["accountname"] = "Example Ltd" }));
        using var room = new DirectoryRoom();
        var directory = room.Directory(new CustomersOptions(), new DirectorySource(crm.Source, 1, SourceRole.Ordinary, TimeSpan.FromSeconds(4)));

        var first = await DirectoryRoom.FindAsync(directory, DirectoryRoom.Caller);
        var second = await DirectoryRoom.FindAsync(directory, DirectoryRoom.Caller);

        first.Status.ShouldBe(LookupStatus.Partial);
        CustomerContext.Of(first).Entries.ToDictionary(entry => entry.Key, entry => entry.Value.GetString()).ShouldBe(
            new Dictionary<string, string?> { ["customerId"] = "12x16", ["lookupStatus"] = "Partial", ["lookupFailedSources"] = "crm (account)" }, ignoreOrder: true);
        EnrichmentOutcome.Of(first).ToString().ShouldContain("no answer from crm (account)");
        (second.Status, second.Fields["company"].GetString()).ShouldBe((LookupStatus.Found, "Example Ltd"));
    }
}
