using System.Collections.Concurrent;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>CRMs that did not give one of their entries: they are not asked for more in this run, and the rest of the comparison goes on without them.</summary>
internal sealed class UnreadCrms
{
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _names.Keys;

    public bool Has(string crm) => _names.ContainsKey(crm);

    /// <returns>True the first time.</returns>
    public bool Add(string crm) => _names.TryAdd(crm, true);
}
