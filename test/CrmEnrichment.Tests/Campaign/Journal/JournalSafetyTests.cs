using System.Globalization;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Campaign.Journal;

/// <summary>
/// Many calls through the real executables, with events in any order and twice, processes that die and a CRM that fails:
/// the CRM has exactly one entry of each, and it is complete. CAMPAIGN_SEED repeats one, CAMPAIGN_CALLS says how long it is.
/// </summary>
[Collection(Alone)]
public sealed class JournalSafetyTests(ITestOutputHelper output)
{
    /// <summary>It would take the time that other tests measure by.</summary>
    private const string Alone = "Journal campaign";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Rest", 60)]
    [InlineData("HubSpot", 20)]
    [InlineData("Salesforce", 20)]
    [InlineData("Vtiger", 20)]
    public async Task Every_call_has_exactly_one_complete_entry_whatever_fails(string kind, int calls)
    {
        var settings = CampaignSettings.FromEnvironment(events: 0) with
        {
            Events = Environment.GetEnvironmentVariable("CAMPAIGN_CALLS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : calls,
        };
        output.WriteLine($"{kind}: CAMPAIGN_SEED={settings.Seed} CAMPAIGN_CALLS={settings.Events}");
        await using var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            RetryDelays = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100)],
            Timeout = TimeSpan.FromSeconds(10),
            JournalVisibility = TimeSpan.FromSeconds(10),
            Journal = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["WriteAfter"] = "00:00:00",
                ["WaitForWrapUp"] = "00:00:01",
                ["FollowUps__0__Name"] = "call-back",
                ["FollowUps__0__Abandoned"] = "true",
                ["FollowUps__0__Title"] = "Call back",
            },
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Genesys__MaxEventAge"] = "365.00:00:00",
                ["DOTNET_TieredPGO"] = "0",
                ["Http__AttemptTimeoutMs"] = "1000",
                ["Http__BackOffMaxMs"] = "50",
                ["DeadLetters__MaxAttempts"] = "0",
                ["Healing__FirstPause"] = "00:00:00",
            },
        });
        var dice = settings.Dice(use: 10);
        var crm = await JournalledCrm.StartAsync(kind, cloud);
        var customers = Enumerable.Range(0, Math.Max(5, settings.Events / 8)).Select(i => (Index: i, Number: $"+1317556{i:0000}")).Select(one => (Id: crm.Put(one.Index, one.Number), one.Number)).ToList();
        CampaignCall[] deck = [.. Enumerable.Range(0, settings.Events).Select(_ => CampaignCall.Throw(dice, customers))];
        var storm = new JournalStorm(cloud, crm, deck, settings);

        await storm.RageAsync(Ct);
        var isCalm = await storm.CalmAsync(Ct);

        var balance = new JournalBalance(deck, crm);
        var table = $"{balance.Text}\n  {storm.Delivered} events, {storm.Kills} kills ({storm.KilledBetween} between the CRM's write and its answer), {storm.Faults} faults, at most {storm.Letters} letters\n";
        output.WriteLine(table);
        isCalm.ShouldBeTrue($"{table}{cloud.JournalWork.Bodies.Count} messages and {cloud.DeadLetters.Bodies.Count} letters are left\n{string.Join('\n', cloud.DeadLetters.Bodies.Take(3))}");
        balance.Problems.ShouldBeEmpty($"{table}{balance.Problems.Count} problems:\n{string.Join('\n', balance.Problems.Take(20))}");
        var tasks = crm.Tasks;
        foreach (var call in deck)
        {
            // A call whose end came long before its agents' events looked abandoned at first: it may have the task too, and never twice.
            tasks.Count(task => task.Contains(call.TrackingId, StringComparison.Ordinal)).ShouldBeInRange(call.Kind is "abandoned" ? 1 : 0, call.Customer is null ? 0 : 1, $"{call.Kind} {call.TrackingId}\n{table}");
        }

        storm.Kills.ShouldBeGreaterThan(0, table);
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class RunsAlone;
}
