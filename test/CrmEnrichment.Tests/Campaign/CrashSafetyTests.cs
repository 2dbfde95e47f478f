using CrmEnrichment.Tests.MainJob;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>
/// Thousands of events through the real executable, with everything failing that can: the account must balance, event by event.
/// CAMPAIGN_SEED repeats one, CAMPAIGN_EVENTS says how long it is.
/// </summary>
[Collection(Alone)]
public sealed class CrashSafetyTests(ITestOutputHelper output)
{
    /// <summary>It would take the time that other tests measure by.</summary>
    private const string Alone = "Crash safety campaign";

    /// <summary>Some faults, and some ways in which an event comes to be written, are so rare that only a long campaign meets all of them.</summary>
    private const int LongCampaign = 1000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Rest", 600)]
    [InlineData("Vtiger", 300)]
    public async Task Every_Event_Is_Written_Or_Kept_Whatever_Fails(string kind, int events)
    {
        var settings = CampaignSettings.FromEnvironment(events);
        output.WriteLine($"{kind}: CAMPAIGN_SEED={settings.Seed} CAMPAIGN_EVENTS={settings.Events}");
        var isVtiger = kind is "Vtiger";
        await using var contact = await Contact.StartAsync(
        [
            .. isVtiger ? VtigerCampaign.Settings : [],
            // A process that soon dies has no use for code that is measured and compiled again.
            ("DOTNET_TieredPGO", "0"),
            ("Http__AttemptTimeoutMs", "500"),
            ("Crm__Sources__0__TimeoutMs", "500"),
            ("Customers__DeadlineMs", "2500"),
            ("Http__BackOffMaxMs", "50"),
            ("Http__CredentialsBudgetMs", "3000"),
            ("Http__RestAfterRefusalSeconds", "1"),
            // What is remembered would keep faults of the CRM from striking.
            Contact.Uncached,
            ("DeadLetters__MaxAttempts", "3"),
            ("Healing__FirstPause", "00:00:00"),
            ("Genesys__Topics__0", "customer.start"),
            ("Genesys__Topics__1", "flow.start"),
        ]);
        CampaignCrm crm = isVtiger ? await VtigerCampaign.StartAsync(contact.Cloud) : new RestCampaign(contact.Cloud);
        // What a killed replay held comes back when its time would have been over.
        await contact.Cloud.Lambda.DefineAsync(contact.Cloud.ReplayDeadLetters.Definition with { Timeout = TimeSpan.FromSeconds(15) });
        var campaign = new CrashCampaign(contact.Cloud, crm, settings, Ct);

        var started = TimeProvider.System.GetTimestamp();
        await campaign.StormAsync(Ct);
        var stormed = TimeProvider.System.GetElapsedTime(started);
        var replayed = await campaign.ReplayAsync(Ct);

        var balance = Balance.Draw(campaign, contact.Cloud);
        var journeys = Journeys.Of(balance);
        var table = BalanceTable.Write(campaign, balance, journeys);
        output.WriteLine($"{table}  storm {stormed.TotalSeconds:0} s, with the replays after it {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");

        balance.Problems.ShouldBeEmpty($"{table}{balance.Problems.Count} problems:\n{string.Join('\n', balance.Problems.Take(20))}\n");
        replayed.ShouldBeTrue(table);
        ItHurt(campaign, crm, journeys, table);

        // What waits for a person waits in full: replayed with leave, all of it is written, and malformed letters are still there.
        (await campaign.ReplayPermanentAsync(Ct)).ShouldBeTrue(table);
        var closing = Balance.Draw(campaign, contact.Cloud);
        closing.Problems.ShouldBeEmpty(table);
        closing.Accounts.Where(a => a.Event.Write is not null && !a.IsWritten).Select(a => a.Event).ShouldBeEmpty(table);
        HostileLetters.All.Except(contact.Cloud.DeadLetters.Bodies, StringComparer.Ordinal).ShouldBeEmpty(table);
        closing.Accounts.Sum(a => a.Letters.Count).ShouldBeGreaterThanOrEqualTo(balance.Accounts.Where(a => a.Event.IsMalformed).Sum(a => a.Letters.Count), table);
    }

    /// <summary>A campaign in fair weather would prove nothing.</summary>
    private static void ItHurt(CrashCampaign campaign, CampaignCrm crm, Journeys journeys, string table)
    {
        var strikes = campaign.Weather.Strikes.Keys;
        campaign.Reaper.Kills.ShouldBeGreaterThanOrEqualTo(Math.Max(1, campaign.Settings.Events / 400), table);
        Enum.GetValues<Boundary>().Except(strikes.Select(s => s.At)).ShouldBeEmpty(table);
        crm.Kinds.Where(k => k.Weight >= 1).Select(k => k.Name).Except(strikes.Select(s => s.Kind), StringComparer.Ordinal).ShouldBeEmpty(table);
        if (campaign.Settings.Events < LongCampaign)
        {
            return;
        }

        var kinds = Enum.GetValues<Boundary>().SelectMany(b => FaultKind.At(b, Local.Loopback.Fault.ConnectionReset)).Concat(crm.Kinds);
        kinds.Select(k => k.Name).Except(strikes.Select(s => s.Kind), StringComparer.Ordinal).ShouldBeEmpty(table);
        journeys.Rows.Where(j => j.Count == 0).Select(j => j.Name).ShouldBeEmpty(table);
        campaign.Replays.Healed.ShouldBeGreaterThan(0, table);
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class RunsAlone;
}
