using CrmEnrichment.Platforms.Vicidial.Api.Reports;

namespace CrmEnrichment.Platforms.Vicidial.Reconciliation;

/// <summary>The calls of one day that VICIdial has and whose Dispo Call URL should have been called. Pure.</summary>
internal sealed class DayCounts
{
    private readonly Dictionary<string, Dictionary<string, int>> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, SortedSet<string>> _names = new(StringComparer.Ordinal);

    /// <param name="counts">Of campaigns and in-groups.</param>
    /// <param name="withoutAgent">Statuses for which VICIdial calls no URL.</param>
    public DayCounts(IEnumerable<CallCounts> counts, IReadOnlySet<string> withoutAgent)
    {
        foreach (var row in counts)
        {
            foreach (var (name, count) in row.ByStatus.Where(status => status.Value > 0 && !withoutAgent.Contains(status.Key.ToUpperInvariant())))
            {
                var status = DialerStatuses.SameAs(name);
                var group = _groups.TryGetValue(row.Group, out var known) ? known : _groups[row.Group] = new(StringComparer.Ordinal);
                group[status] = group.GetValueOrDefault(status) + count;
                (_names.TryGetValue(status, out var names) ? names : _names[status] = new(StringComparer.Ordinal)).Add(name);
            }
        }
    }

    /// <summary>By our names of them.</summary>
    public IEnumerable<string> Statuses => _names.Keys;

    /// <summary>Campaigns and in-groups with such calls.</summary>
    public IEnumerable<string> Groups => _groups.Keys.Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>Under which names VICIdial has a status.</summary>
    public IEnumerable<string> NamesOf(string status) => _names.TryGetValue(status, out var names) ? names : [];

    public int Of(string status) => _groups.Values.Sum(group => group.GetValueOrDefault(status));

    public IReadOnlyDictionary<string, int> OfGroup(string group) => _groups.TryGetValue(group, out var statuses) ? statuses : new(StringComparer.Ordinal);

    /// <returns>The only campaign or in-group with calls of this status; null where there are several.</returns>
    public string? OnlyGroupOf(string status) => _groups.Where(group => group.Value.ContainsKey(status)).Select(group => group.Key).ToList() is [var only] ? only : null;
}
