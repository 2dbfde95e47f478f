using System.Net;
using CrmEnrichment.Tests.Crm.Salesforce;
using CrmEnrichment.Tests.Crm.Vtiger;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm;

/// <summary>What a start does for each CRM before the first look-up, which then only asks.</summary>
public sealed class ConnectTests
{
    [Theory]
    [InlineData("Rest", "api_key", "https://crm.acme.example/")]
    [InlineData("HubSpot", "access_token", "https://api.hubapi.com/")]
    public async Task A_key_is_read_and_a_connection_opened_without_it(string kind, string member, string host)
    {
        (string Name, string Value)[] url = kind is "HubSpot" ? [] : [("Url", "https://crm.acme.example/v1")];
        using var room = new CrmRoom($$"""{"{{member}}":"hush"}""", [("Kind", kind), .. url]);
        room.Crm.When(HttpMethod.Head, host).Answers(HttpStatusCode.Forbidden);

        await room.ConnectAsync();

        room.Crm.Requests.ShouldHaveSingleItem().Authorization.ShouldBeNull();
        room.Secrets.ReadsOfTheStore.ShouldBe(1);
    }

    [Fact]
    public async Task Salesforce_is_signed_in_to_and_the_host_that_it_names_is_connected_once_and_after_a_restore_again()
    {
        const string Instance = "https://acme--7.my.salesforce.com";
        using var room = SalesforceAnswers.Room(("Salesforce:Account", "false"), ("Salesforce:Opportunity", "false"));
        room.Crm.When(HttpMethod.Post, SalesforceAnswers.Token).Answers(HttpStatusCode.OK, SalesforceAnswers.Granted(instance: Instance));
        room.Crm.When(HttpMethod.Head, $"{Instance}/").Answers(HttpStatusCode.NotFound);
        room.Crm.When(HttpMethod.Post, Instance + SalesforceAnswers.Search).Answers(HttpStatusCode.OK, SalesforceAnswers.Found());

        await room.ConnectAsync();
        room.Crm.Requests.Select(request => request.Method).ShouldBe([HttpMethod.Post, HttpMethod.Head]);
        await room.FindAsync(null, SalesforceAnswers.Phone);
        room.Crm.Requests.Count.ShouldBe(3);

        room.Forget();
        await room.ConnectAsync();
        room.Crm.RequestsTo(HttpMethod.Post, SalesforceAnswers.Token).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Vtiger_is_logged_in_to_and_its_login_has_opened_the_connection()
    {
        using var room = VtigerAnswers.LoggedIn();

        await room.ConnectAsync();

        room.Crm.Requests.Select(request => request.Method).ShouldBe([HttpMethod.Get, HttpMethod.Post]);
        room.Log.Lines.ShouldContain(line => line.Contains("Logged in to crm", StringComparison.Ordinal));
    }
}
