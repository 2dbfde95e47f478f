using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using CrmEnrichment.Platforms.Vicidial.Api.Reports;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;
using CrmEnrichment.WorkQueues;

namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>Compares one day of VICIdial's with what reached us: its counts first, which is one request, and its leads only where the counts differ.</summary>
internal sealed class DayComparison(
    VicidialReports reports,
    VicidialLeads leads,
    ToldCalls told,
    IWorkQueue queue,
    VicidialOptions vicidial,
    TimeProvider time)
{
    /// <summary>Each waits for the state store.</summary>
    private const int AtOnce = 10;

    /// <summary>What lead_status_search shows at most.</summary>
    private const int MostLeads = 2_000;

    /// <summary>Before the first URL reached us: which campaigns and in-groups have calls. What became of them is not asked, because it may be older than this deployment.</summary>
    /// <exception cref="UpstreamException">VICIdial did not answer, or refuses.</exception>
    public async Task CountAsync(DateOnly day, DispositionReport report, CancellationToken ct)
    {
        var counts = new DayCounts(await reports.CountsAsync(day, ct), vicidial.Reconcile.Untold);
        foreach (var group in counts.Groups)
        {
            var calls = counts.OfGroup(group).Values.Sum();
            report.Calls += calls;
            report.LostUrls.Add(new(group, day, calls));
        }

        report.Days++;
    }

    /// <exception cref="UpstreamException">VICIdial, the state store or the queue did not answer, or refuses.</exception>
    public async Task CompareAsync(DateOnly day, DateTimeOffset began, DispositionReport report, CancellationToken ct)
    {
        var counts = new DayCounts(await reports.CountsAsync(day, ct), vicidial.Reconcile.Untold);
        var lacking = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var status in counts.Statuses)
        {
            var (expected, reached) = (counts.Of(status), await told.CountOfAsync(day, status, group: null, ct));
            report.Calls += expected;
            report.Told += Math.Min(expected, reached);
            if (reached < expected)
            {
                var findings = await SearchAsync(counts, status, day, began, report, ct);
                lacking[status] = findings.Count(finding => finding.IsLack);
                report.Unexplained += Math.Max(0, expected - reached - findings.Count);
            }
        }

        foreach (var group in counts.Groups)
        {
            if (await IsLostAsync(counts.OfGroup(group), lacking, day, group, ct))
            {
                report.LostUrls.Add(new(group, day, counts.OfGroup(group).Values.Sum()));
            }
        }

        report.Days++;
    }

    /// <returns>The leads of which it did not reach us.</returns>
    private async Task<IReadOnlyList<DispositionFinding>> SearchAsync(DayCounts counts, string status, DateOnly day, DateTimeOffset began, DispositionReport report, CancellationToken ct)
    {
        var all = new List<DispositionFinding>();
        foreach (var name in counts.NamesOf(status))
        {
            var rows = await leads.WithStatusAsync(name, day, ct);
            if (rows.Count >= MostLeads)
            {
                report.Incomplete.Add($"{day:yyyy-MM-dd} {name}");
            }

            foreach (var some in rows.Select(LeadCall.Read).OfType<LeadCall>().DistinctBy(lead => lead.LeadId, StringComparer.Ordinal).Chunk(AtOnce))
            {
                var findings = await Task.WhenAll(some.Select(lead => FindAsync(lead, status, day, counts.OnlyGroupOf(status), began, report.Fix, ct)));
                foreach (var finding in findings.OfType<DispositionFinding>())
                {
                    all.Add(finding);
                    report.Add(finding);
                }
            }
        }

        return all;
    }

    private async Task<DispositionFinding?> FindAsync(LeadCall lead, string status, DateOnly day, string? campaign, DateTimeOffset began, bool fix, CancellationToken ct)
    {
        if (await told.HasAsync(day, status, lead.LeadId, ct))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var at = MissedDisposition.At(lead, day, vicidial.Zone, now);
        var kind = MissedDisposition.Judge(lead, status, began, now - vicidial.Reconcile.After, now - at >= vicidial.MaxEventAge);
        var isFixed = fix && kind is DispositionFindingKind.Missing;
        if (isFixed)
        {
            var callback = status is "CALLBK" && await leads.CallbacksAsync(lead.LeadId, ct) is [.., var newest] ? newest : null;
            var e = MissedDisposition.Event(lead, status, day, campaign, callback?.At, at);
            await queue.SendAsync(new(e.ToJson(), TimeSpan.Zero, CallIdentity.Record(e), CallIdentity.DeduplicationId(e)), ct);
        }

        return new() { LeadId = lead.LeadId, Disposition = status, Day = day, Kind = kind, Campaign = campaign, Agent = lead.User, IsFixed = isFixed };
    }

    /// <summary>None of its calls reached us, and they are among those that are missing. A URL that names no in-group tells of its calls under the agent's campaign, and calls of leads without a vendor code never reach us.</summary>
    private async Task<bool> IsLostAsync(IReadOnlyDictionary<string, int> group, Dictionary<string, int> lacking, DateOnly day, string name, CancellationToken ct)
    {
        if (!group.All(status => lacking.GetValueOrDefault(status.Key) > 0) || !group.Any(status => lacking[status.Key] >= Math.Min(status.Value, MostLeads)))
        {
            return false;
        }

        foreach (var status in group.Keys)
        {
            if (await told.CountOfAsync(day, status, name, ct) > 0)
            {
                return false;
            }
        }

        return true;
    }
}
