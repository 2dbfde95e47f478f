using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api.Reports;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;

namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>VICIdial's counts of the last days. Three checks need them, and each day is asked for once.</summary>
internal sealed class RecentCalls(VicidialReports reports, VicidialOptions vicidial, TimeProvider time)
{
    private readonly Dictionary<DateOnly, DayCounts> _known = [];

    /// <summary>Of VICIdial's server.</summary>
    public DateOnly Today => DayOf(time.GetUtcNow());

    public DateOnly DayOf(DateTimeOffset moment) => CallMoment.DayOf(moment, vicidial.Zone);

    /// <exception cref="UpstreamException">VICIdial does not answer, or refuses.</exception>
    public async Task<DayCounts> OfAsync(DateOnly day, CancellationToken ct) =>
        _known.TryGetValue(day, out var counts) ? counts : _known[day] = new DayCounts(await reports.CountsAsync(day, ct), vicidial.Reconcile.Untold);
}
