using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Genesys;

/// <summary>What the real executable writes, against Genesys' own description of it.</summary>
public sealed class PatchTests(ValidatingGenesys genesys) : IClassFixture<ValidatingGenesys>, IAsyncLifetime
{
    private EmbeddedCloud? _cloud;

    private EmbeddedCloud Cloud => _cloud!;

    public async ValueTask InitializeAsync()
    {
        if (GenesysContracts.AreThere)
        {
            _cloud = await genesys.StartCloudAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_cloud is not null)
        {
            await _cloud.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("01-", "Enriched")]
    [InlineData("02-", "Enriched")]
    [InlineData("05-", "NoMatch")]
    [InlineData("07-", "Enriched")]
    [InlineData("08-", "NoMatch")]
    [InlineData("10-", "NoMatch")]
    [InlineData("customer-start-callback", "Enriched")]
    [InlineData("customer-start-message-sms", "Enriched")]
    [InlineData("customer-start-voice-unknown-caller", "NoMatch")]
    public async Task Every_Sample_That_Is_Enriched_Is_Accepted(string sample, string outcome)
    {
        GenesysContracts.OrSkip();

        await PlayAsync(SampleEvents.Read(sample), outcome);

        ShouldHaveBeenAccepted();
    }

    [Fact]
    public async Task Any_Text_Is_Accepted()
    {
        GenesysContracts.OrSkip();
        Cloud.Crm.Put(SampleCustomers.Platinum with { AccountId = "Łódź-漢字-😀-\"quoted\"-\\-</script>", LoyaltyTier = "\u0001\t\r\n\u2028\u202Eאבג" });

        await PlayAsync(SampleEvents.Read("01-"), "Enriched");

        var attributes = ShouldHaveBeenAccepted();
        attributes["crm.crmAccountId"].ShouldBe("Łódź-漢字-😀-\"quoted\"-\\-</script>");
        attributes["crm.loyaltyTier"].ShouldBe("\u0001\t\r\n\u2028\u202Eאבג");
    }

    [Fact]
    public async Task A_Long_Value_Is_Accepted_And_Cut_To_What_Bot_Flows_Read()
    {
        GenesysContracts.OrSkip();
        Cloud.Crm.Put(SampleCustomers.Platinum with { AccountId = new string('x', 5_000), LoyaltyTier = new string('x', 255) + "😀" });

        await PlayAsync(SampleEvents.Read("01-"), "Enriched");

        var attributes = ShouldHaveBeenAccepted();
        attributes["crm.crmAccountId"].ShouldBe(new string('x', 256));
        attributes["crm.loyaltyTier"].ShouldBe(new string('x', 255));
    }

    [Theory]
    [InlineData("""[{"crmAccountId":17,"lifetimeValue":1e400,"loyaltyTier":true,"lastPurchaseDate":{"on":["2026-01-01"]}}]""")]
    [InlineData("""[{"crmAccountId":null,"lifetimeValue":"","loyaltyTier":[],"lastPurchaseDate":"a\u0000b"}]""")]
    [InlineData("""{"crmAccountId":"half of a pair: \ud83d"}""")]
    public async Task Whatever_The_Crm_Answers_Goes_Out_As_Text(string answer)
    {
        GenesysContracts.OrSkip();
        Cloud.Crm.Faults.Always(Request.To("/customers"), Fault.Answer(200, answer));

        await PlayAsync(SampleEvents.Read("01-"), "Enriched");

        ShouldHaveBeenAccepted();
    }

    [Fact]
    public async Task A_Partial_Context_Is_Accepted()
    {
        GenesysContracts.OrSkip();
        await Cloud.Lambda.DefineAsync(Cloud.EnrichInteraction.Definition
            .With("Crm__Sources__1__Name", "second")
            .With("Crm__Sources__1__Url", Cloud.Crm.Url.ToString())
            .With("Crm__Sources__1__SecretId", "crm-enrichment/crm")
            .With("Crm__Sources__1__PhonePath", "/customers?phone={phone}&from=second"));
        Cloud.Crm.Faults.Always(request => request.Query.Contains("from=second", StringComparison.Ordinal), Fault.Answer(503));

        await PlayAsync(SampleEvents.Read("01-"), "Partial");

        ShouldHaveBeenAccepted()["crm.lookupFailedSources"].ShouldBe("second");
    }

    [Fact]
    public async Task An_Ambiguous_Context_Is_Accepted()
    {
        GenesysContracts.OrSkip();
        Cloud.Crm.Put(SampleCustomers.Platinum with { Id = "twin", AccountId = "ACCT-twin" });

        await PlayAsync(SampleEvents.Read("01-"), "Ambiguous");

        ShouldHaveBeenAccepted()["crm.lookupMatches"].ShouldBe("2");
    }

    [Fact]
    public async Task The_Conversation_Is_Read_As_Described_And_What_It_Says_Is_Written_To()
    {
        GenesysContracts.OrSkip();

        await PlayAsync(SampleEvents.With("01-", e => e["detail"]!["eventBody"]!.AsObject().Remove("participantId")), "Enriched");

        genesys.Api.Verdicts.Select(verdict => (verdict.Method, verdict.Status, verdict.Violations)).ShouldBe([("GET", 200, null), ("PATCH", 202, null)]);
        genesys.Api.Verdicts[^1].Path.ShouldEndWith("/participants/3e0a9f64-6a5d-4f44-8f8a-54f1f2b9d901/attributes");
    }

    [Fact]
    public async Task The_Token_Is_Asked_For_As_Described()
    {
        GenesysContracts.OrSkip();

        await PlayAsync(SampleEvents.Read("01-"), "Enriched");
        await PlayAsync(SampleEvents.Read("02-"), "Enriched");

        genesys.Login.Verdicts.ShouldHaveSingleItem().ShouldBe(new Verdict("POST", "/oauth/token", "grant_type=client_credentials", 200, null));
        genesys.Api.Verdicts.Select(verdict => verdict.Status).ShouldBe([202, 202]);
    }

    /// <summary>Exactly one PATCH, and not a word against it; nothing went to the pretend Genesys.</summary>
    private Dictionary<string, string> ShouldHaveBeenAccepted()
    {
        var verdict = genesys.Api.Verdicts.ShouldHaveSingleItem();
        (verdict.Method, verdict.Status, verdict.Violations).ShouldBe(("PATCH", 202, null));
        genesys.Login.Verdicts.ShouldHaveSingleItem().Violations.ShouldBeNull();
        Cloud.Genesys.Requests.All.ShouldBeEmpty();
        Cloud.DeadLetters.Bodies.ShouldBeEmpty();
        return JsonNode.Parse(verdict.Body)!["attributes"].Deserialize<Dictionary<string, string>>()!;
    }

    private async Task PlayAsync(JsonElement payload, string outcome)
    {
        var result = await Cloud.EnrichInteraction.InvokeAsync(Encoding.UTF8.GetBytes(payload.GetRawText()), TestContext.Current.CancellationToken);
        result.Succeeded.ShouldBeTrue(result.Text);
        JsonElement.Parse(result.Text).GetProperty("outcome").GetString().ShouldBe(outcome, result.Text);
    }
}
