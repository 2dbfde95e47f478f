using System.Globalization;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>CAMPAIGN_SEED repeats a campaign: its events, their order, and the dice of its faults. When a process gets to run stays chance.</summary>
internal sealed record CampaignSettings(int Seed, int Events)
{
    public static CampaignSettings FromEnvironment(int events) =>
        new(Read("CAMPAIGN_SEED") ?? 7, Read("CAMPAIGN_EVENTS") ?? events);

    /// <summary>Dice of its own for each use, so that one more throw here changes nothing there.</summary>
    public Random Dice(int use) => new((Seed * 31) + use);

    private static int? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
