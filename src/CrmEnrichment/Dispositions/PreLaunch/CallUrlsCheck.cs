using CrmEnrichment.Platforms.Vicidial.Api.Reports;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;

namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>Whether the calls of each campaign and in-group reach us. No function of VICIdial's tells a URL, so this is by evidence.</summary>
/// <param name="recent">What was called.</param>
/// <param name="reports">Which campaigns there are.</param>
/// <param name="told">What reached us.</param>
/// <param name="urlsAreRead">The URLs themselves are read from the database, so that a campaign without calls is nothing to look at.</param>
internal sealed class CallUrlsCheck(RecentCalls recent, VicidialReports reports, ToldCalls told, bool urlsAreRead) : IPreLaunchCheck
{
    private const string Fix = "Set 'Dispo Call URL' in VICIdial (Admin, Campaigns or In-Groups, Detail), or of a campaign with --set.";

    public string Name => "Dispo Call URL";

    public async Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken ct)
    {
        var began = await told.BeganAsync(ct);
        var groups = new SortedDictionary<string, (int Calls, long Told)>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < DispositionsCheck.Days; i++)
        {
            var day = recent.Today.AddDays(-i);
            if (began is { } at && day < recent.DayOf(at))
            {
                break;
            }

            await AddAsync(day, groups, ct);
        }

        var lines = new List<CheckLine>();
        var campaigns = urlsAreRead ? [] : await reports.CampaignsAsync(ct);
        foreach (var campaign in campaigns.Where(campaign => campaign.IsActive && !groups.ContainsKey(campaign.Id)))
        {
            lines.Add(new($"{Name} of {campaign.Id}", CheckVerdict.Look, "The active campaign had no call with an agent, so it is not known whether its URL is set.", "Make a test call in it, then run this again."));
        }

        foreach (var (group, (calls, reached)) in groups)
        {
            var name = $"{(urlsAreRead ? "calls" : Name)} of {group}";
            lines.Add(reached > 0 ? new(name, CheckVerdict.Ok, $"{reached} of {calls} calls reached us.")
                : new(name, CheckVerdict.Wrong, $"None of {calls} calls reached us: the URL is lost, as it is when a campaign is cloned. An in-group is told apart only where the URL has group=--A--group--B--.", Fix));
        }

        return lines;
    }

    private async Task AddAsync(DateOnly day, SortedDictionary<string, (int Calls, long Told)> groups, CancellationToken ct)
    {
        var counts = await recent.OfAsync(day, ct);
        foreach (var group in counts.Groups)
        {
            var (calls, reached) = groups.GetValueOrDefault(group);
            foreach (var (status, count) in counts.OfGroup(group))
            {
                calls += count;
                reached += await told.CountOfAsync(day, status, group, ct);
            }

            groups[group] = (calls, reached);
        }
    }
}
