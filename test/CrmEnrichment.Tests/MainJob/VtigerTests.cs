using System.Net;
using CrmEnrichment.Local.Crm.Vtiger;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Event in, Vtiger asked, context written, through the real executable.</summary>
public sealed class VtigerTests
{
    [Theory]
    [InlineData("Challenge", 4)]
    [InlineData("Token", 3)]
    public async Task A_caller_whom_Vtiger_knows_is_enriched_with_the_account(string auth, int requests)
    {
        await using var contact = await Contact.StartAsync(("Crm__Sources__0__Vtiger__Auth", auth));
        var vtiger = await StartAsync(contact);
        vtiger.HasTokenEndpoint = auth is "Token";

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        contact.Attributes.GetProperty("crm.customerId").GetString().ShouldBe("12x16");
        contact.Attributes.GetProperty("crm.name").GetString().ShouldBe("Dana Example");
        contact.Attributes.GetProperty("crm.company").GetString().ShouldBe("Example Ltd");
        contact.Attributes.GetProperty("crm.lookupStatus").GetString().ShouldBe("Found");
        vtiger.Requests.All.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task A_login_with_its_lease_reaches_only_the_keys_that_the_role_grants()
    {
        await using var contact = await Contact.StartAsync();
        await StartAsync(contact);

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        StateGrantTests.Granted(contact, "EnrichInteraction", "login/");
    }

    [Fact]
    public async Task A_session_that_has_ended_is_begun_anew_and_one_serves_many_events()
    {
        await using var contact = await Contact.StartAsync(Contact.Uncached);
        var vtiger = await StartAsync(contact);
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");
        (await contact.PlayAsync(SampleEvents.Read("02-"))).ShouldBe("Enriched");
        vtiger.Logins.Begun.ShouldBe(1);
        vtiger.Logins.EndSessions();

        (await contact.PlayAsync(SampleEvents.Read("07-"))).ShouldBe("Enriched");

        vtiger.Logins.Begun.ShouldBe(2);
    }

    [Fact]
    public async Task What_PHP_says_instead_of_an_answer_makes_a_letter_that_tells_nothing_private()
    {
        await using var contact = await Contact.StartAsync(("Logging__Level", "Trace"));
        var vtiger = await StartAsync(contact);
        vtiger.Faults.Always(TheSearch, Fault.Answer(200, "<br /><b>Warning</b>: Dana +13175550142"));

        var result = await contact.InvokeAsync(SampleEvents.Text("01-"));

        result.Text.ShouldContain("Unavailable");
        contact.Letter.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        await result.Log.ArrivalOfAsync(line => line.Contains("\"events\":1", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var told = $"{contact.Cloud.EnrichInteraction.Environments.Single().Startup}\n{string.Join('\n', result.Log.Lines)}\n{result.Text}\n{contact.Letter.GetProperty("message").GetString()}";
        told.ShouldContain("logged in");
        foreach (var word in new[] { "Dana", "5550142", "5%5%5", "5%255%255", vtiger.Logins.AccessKey, vtiger.Logins.Password, "sessionName" })
        {
            told.ShouldNotContain(word);
        }

        foreach (var session in vtiger.Requests.Where(TheSearch).Select(request => request.Body.Split('=')[1]))
        {
            told.ShouldNotContain(session);
        }
    }

    private static bool TheSearch(RecordedRequest request) => request.Query.Contains("operation=query", StringComparison.Ordinal);

    private static async Task<PretendVtiger> StartAsync(Contact contact)
    {
        var vtiger = await PretendVtiger.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        SampleCallers.PutInto(vtiger);
        await contact.Cloud.UseAsync(vtiger);
        return vtiger;
    }
}
