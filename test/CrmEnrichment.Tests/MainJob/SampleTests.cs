using System.Text.Json;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>Every recorded event, and the tutorial's, through the real executable.</summary>
public sealed class SampleTests : IAsyncLifetime
{
    private Contact _contact = null!;

    public async ValueTask InitializeAsync() => _contact = await Contact.StartAsync();

    public ValueTask DisposeAsync() => _contact.DisposeAsync();

    [Fact]
    public async Task A_Known_Caller_Is_On_The_Interaction_As_Strings_Under_Our_Prefix()
    {
        (await _contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        _contact.Attributes.GetRawText().ShouldBe(
            """{"crm.crmAccountId":"ACCT-99281","crm.lifetimeValue":"14250.75","crm.loyaltyTier":"Platinum","crm.lastPurchaseDate":"2024-05-28T09:15:00Z","crm.lookupStatus":"Found"}""");
        _contact.Cloud.Genesys.Requests.Where(Contact.ThePatch).ShouldHaveSingleItem().Path.ShouldBe(
            "/api/v2/conversations/7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef/participants/3e0a0001-4a1b-4c2d-8e3f-077f17561eef/attributes");
        var asked = _contact.Cloud.Crm.Requests.All.ShouldHaveSingleItem();
        (asked.Path + asked.Query).ShouldBe("/customers?phone=%2B13175550142");
    }

    [Theory]
    [InlineData("01-", "Enriched")]
    [InlineData("02-", "Enriched")]
    [InlineData("05-", "NoMatch")]
    [InlineData("07-", "Enriched")]
    [InlineData("08-", "NoMatch")]
    [InlineData("10-", "NoMatch")]
    [InlineData("14-", "Ignored")]
    [InlineData("15-", "Ignored")]
    [InlineData("17-", "Ignored")]
    [InlineData("18-", "Ignored")]
    [InlineData("19-", "Ignored")]
    [InlineData("20-", "Ignored")]
    [InlineData("22-", "Ignored")]
    [InlineData("28-", "Ignored")]
    [InlineData("wrapup-late", "Ignored")]
    [InlineData("tutorial-interaction-ended", "Ignored")]
    public async Task Every_Sample_Comes_Out_As_It_Should(string sample, string outcome)
    {
        (await _contact.PlayAsync(SampleEvents.Read(sample))).ShouldBe(outcome);

        _contact.Written.Count.ShouldBe(outcome is "Ignored" ? 0 : 1);
        _contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task A_Byte_Order_Mark_Before_An_Event_Means_Nothing() =>
        (await _contact.PlayAsync($"\uFEFF{SampleEvents.Read("01-").GetRawText()}")).ShouldBe("Enriched");

    [Fact]
    public async Task The_Same_Event_Again_Is_Dropped()
    {
        (await _contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

        (await _contact.PlayAsync(SampleEvents.Read("24-"))).ShouldBe("Duplicate");

        _contact.Written.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_Tutorials_Event_Gets_Its_Context_With_Json_Types()
    {
        (await _contact.PlayAsync(SampleEvents.Tutorial("CUST-10042"))).ShouldBe("Enriched");

        _contact.Cloud.Crm.Requests.All.ShouldHaveSingleItem().Path.ShouldBe("/customers/CUST-10042");
        _contact.Cloud.Genesys.Requests.Where(Contact.ThePatch).ShouldHaveSingleItem().Path.ShouldBe("/api/v2/interactions/8f7e6d5c-4b3a-2109-8765-4321fedcba09");
        _contact.Written.ShouldHaveSingleItem().GetRawText().ShouldBe(
            """{"context":{"crmAccountId":"ACCT-99281","lifetimeValue":14250.75,"loyaltyTier":"Platinum","lastPurchaseDate":"2024-05-28T09:15:00Z","lookupStatus":"Found"}}""");
    }

    [Fact]
    public async Task A_Tutorial_Event_Without_A_Customer_Id_Is_No_Match()
    {
        (await _contact.PlayAsync(SampleEvents.Tutorial(externalCustomerId: null))).ShouldBe("NoMatch");

        _contact.Written.ShouldHaveSingleItem().GetRawText().ShouldBe("""{"context":{"lookupStatus":"NoMatch"}}""");
    }

    [Fact]
    public async Task The_Token_Is_Fetched_Once_For_Many_Events()
    {
        foreach (var sample in new[] { "01-", "02-", "05-", "07-" })
        {
            await _contact.PlayAsync(SampleEvents.Read(sample));
        }

        _contact.Cloud.Genesys.TokensIssued.ShouldBe(1);
        _contact.Cloud.AwsRequests.Where(r => r.Operation is "secretsmanager.GetSecretValue").Count.ShouldBe(3);
    }

    [Fact]
    public async Task Where_The_Event_Does_Not_Name_The_Customers_Participant_The_Conversation_Is_Read()
    {
        var withoutParticipant = SampleEvents.With("01-", e => e["detail"]!["eventBody"]!.AsObject().Remove("participantId"));
        _contact.Cloud.Genesys.Conversations.Learn(JsonSerializer.SerializeToNode(SampleEvents.Read("01-")));

        (await _contact.PlayAsync(withoutParticipant)).ShouldBe("Enriched");

        _contact.Cloud.Genesys.Requests.Where(Contact.ThePatch).ShouldHaveSingleItem().Path.ShouldContain("/participants/3e0a0001-4a1b-4c2d-8e3f-077f17561eef/");
    }
}
