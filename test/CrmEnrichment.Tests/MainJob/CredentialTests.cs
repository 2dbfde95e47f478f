using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>The failure table's rows on 401 and 403, through the real executable.</summary>
public sealed class CredentialTests
{
    [Fact]
    public async Task A_Refused_Token_Is_Replaced_Once()
    {
        await using var contact = await Contact.StartAsync();
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");
        contact.Cloud.Genesys.RevokeTokens();

        (await contact.PlayAsync(SampleEvents.Read("02-"))).ShouldBe("Enriched");

        contact.Cloud.Genesys.TokensIssued.ShouldBe(2);
        contact.NothingLiesInTheQueue();
    }

    [Fact]
    public async Task Credentials_Refused_Twice_Make_A_Letter_And_A_Metric_And_Then_Rest()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.Faults.Always(Contact.ThePatch, Fault.Answer(401));

        var result = await contact.InvokeAsync(SampleEvents.Text("01-"));

        result.Text.ShouldContain("AuthFailure");
        await result.Log.ArrivalOfAsync(line => line.Contains("crm_auth_failure", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        contact.Letter.GetProperty("notBefore").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        contact.Letter.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        contact.Cloud.Genesys.Requests.Where(Contact.ThePatch).Count.ShouldBe(2);

        (await contact.PlayAsync(SampleEvents.Read("02-"))).ShouldBe("AuthFailure");
        contact.Cloud.Genesys.Requests.Where(Contact.ThePatch).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_Crm_Key_That_Is_Refused_Is_Read_Again_Before_It_Is_Given_Up()
    {
        await using var contact = await Contact.StartAsync(Contact.Uncached);
        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");
        contact.Cloud.RotateCrmKey("rotated-key");
        (await contact.PlayAsync(SampleEvents.Read("02-"))).ShouldBe("Enriched");
        contact.Cloud.Crm.ApiKey = "known-to-nobody";

        (await contact.PlayAsync(SampleEvents.Read("07-"))).ShouldBe("AuthFailure");

        contact.Letter.GetProperty("reason").GetString().ShouldBe("AuthFailure");
    }

    [Fact]
    public async Task Forbidden_Is_Permanent_And_Names_What_To_Grant()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Genesys.Faults.Always(Contact.ThePatch, Fault.Answer(403));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Forbidden");

        contact.Letter.GetProperty("retryable").GetBoolean().ShouldBeFalse();
        contact.Letter.GetProperty("message").GetString()!.ShouldContain("Grant the OAuth client a role in the conversation's division");
    }
}
