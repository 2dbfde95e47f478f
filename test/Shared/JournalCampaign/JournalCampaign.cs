using System.Globalization;
using CrmEnrichment.Local;
using Shouldly;

namespace CrmEnrichment.Tests.Campaign.Journal;

/// <summary>
/// Many calls through the real executables, with events in any order and twice, processes that die and a CRM that fails:
/// the CRM has exactly one entry of each, and it is complete. CAMPAIGN_SEED repeats one, CAMPAIGN_CALLS says how long it is.
/// </summary>
internal sealed class JournalCampaign(string kind, int calls, Action<string> say)
{
    private readonly CampaignSettings _settings = CampaignSettings.FromEnvironment(events: 0) with
    {
        Events = System.Environment.GetEnvironmentVariable("CAMPAIGN_CALLS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : calls,
    };

    /// <summary>For the functions, beside those of every campaign.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task RunAsync(Func<EmbeddedCloud, Task<JournalledCrm>> start, CancellationToken ct)
    {
        say($"{kind}: CAMPAIGN_SEED={_settings.Seed} CAMPAIGN_CALLS={_settings.Events}");
        await using var cloud = await EmbeddedCloud.StartAsync(Options());
        var dice = _settings.Dice(use: 10);
        var crm = await start(cloud);
        var customers = Enumerable.Range(0, Math.Max(5, _settings.Events / 8)).Select(i => (Index: i, Number: $"+1317556{i:0000}")).Select(one => (Id: crm.Put(one.Index, one.Number), one.Number)).ToList();
        await crm.ReadyAsync();
        CampaignCall[] deck = [.. Enumerable.Range(0, _settings.Events).Select(_ => CampaignCall.Throw(dice, customers))];
        var storm = new JournalStorm(cloud, crm, deck, _settings);

        await storm.RageAsync(ct);
        var isCalm = await storm.CalmAsync(ct);

        var balance = new JournalBalance(deck, await crm.ReadAsync());
        var table = $"{balance.Text}\n  {storm.Delivered} events, {storm.Kills} kills ({storm.KilledBetween} between the CRM's write and its answer), {storm.Faults} faults, at most {storm.Letters} letters\n";
        say(table);
        isCalm.ShouldBeTrue($"{table}{cloud.JournalWork.Bodies.Count} messages and {cloud.DeadLetters.Bodies.Count} letters are left\n{string.Join('\n', cloud.DeadLetters.Bodies.Take(3))}");
        balance.Problems.ShouldBeEmpty($"{table}{balance.Problems.Count} problems:\n{string.Join('\n', balance.Problems.Take(20))}");
        storm.Kills.ShouldBeGreaterThan(0, table);
    }

    private EmbeddedCloudOptions Options() => new()
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
        Environment = new Dictionary<string, string>(Environment, StringComparer.Ordinal)
        {
            ["Genesys__MaxEventAge"] = "365.00:00:00",
            ["DOTNET_TieredPGO"] = "0",
            ["Http__AttemptTimeoutMs"] = "1000",
            ["Http__BackOffMaxMs"] = "50",
            ["DeadLetters__MaxAttempts"] = "0",
            ["Healing__FirstPause"] = "00:00:00",
        },
    };
}
