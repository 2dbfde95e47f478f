using System.Text;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>The account for people.</summary>
internal static class BalanceTable
{
    public static string Write(CrashCampaign campaign, Balance balance, Journeys journeys)
    {
        var accounts = balance.Accounts;
        var enrichable = accounts.Where(a => a.Event.Write is not null).ToList();
        var table = new StringBuilder($"Crash safety campaign, CAMPAIGN_SEED={campaign.Settings.Seed} CAMPAIGN_EVENTS={campaign.Settings.Events}\n");
        Row("events", accounts.Count);
        Row("  to be enriched", enrichable.Count);
        Row("  malformed", accounts.Count(a => a.Event.IsMalformed));
        Row("  not ours", accounts.Count(a => a.Event is { Write: null, IsMalformed: false }));
        Row("deliveries", campaign.Deliveries.Count);
        Row("  of these duplicates", campaign.Deliveries.Count - accounts.Count);
        Row("Lambda's attempts", accounts.Sum(a => a.Attempts));
        Row("  ended by a kill", campaign.Deliveries.Sum(d => d.Outcome.Attempts.Count(r => r.ErrorType is "Runtime.ExitError")));
        Row("on-failure records", campaign.Deliveries.Count(d => d.End is "on-failure"));
        Row("processes killed", campaign.Reaper.Kills);
        Row("written once", enrichable.Count(a => a is { IsWritten: true, Writes: <= 1 }));
        Row("written more than once", enrichable.Count(a => a is { IsWritten: true, Writes: > 1 }));
        Row("not written but kept", enrichable.Count(a => !a.IsWritten && a.Letters.Count > 0));
        Row("LOST", enrichable.Count(a => !a.IsWritten && a.Letters.Count == 0));
        Row("replays that reported / were killed or failed", $"{campaign.Replays.Finished} / {campaign.Replays.Broken}");
        Row("replayed: done / failed again", $"{campaign.Replays.Done} / {campaign.Replays.FailedAgain}");
        Row("healed by the schedule / its runs", $"{campaign.Replays.Healed} / {campaign.Replays.Ticks}");
        Row("parked, and put back by hand", campaign.Replays.Unparked);
        foreach (var reason in accounts.SelectMany(a => a.Letters).CountBy(l => l.Reason).OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            Row($"letters left: {reason.Key}", reason.Value);
        }

        foreach (var (name, count) in journeys.Rows)
        {
            Row("came " + name, count);
        }

        foreach (var end in campaign.Deliveries.CountBy(d => d.End).OrderByDescending(e => e.Value))
        {
            Row($"deliveries that ended as {end.Key}", end.Value);
        }

        foreach (var boundary in campaign.Weather.Strikes.GroupBy(s => s.Key.At).OrderBy(b => b.Key))
        {
            Row($"faults at {boundary.Key}: {boundary.Sum(s => s.Value)} in {campaign.Weather.Asked(boundary.Key)} requests", string.Join(", ", boundary.OrderBy(s => s.Key.Kind, StringComparer.Ordinal).Select(s => $"{s.Key.Kind} {s.Value}")));
        }

        return table.ToString();

        void Row(string name, object value) => table.Append("  ").Append(name.PadRight(52)).Append(value).Append('\n');
    }
}
