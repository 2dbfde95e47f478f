using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;

namespace CrmEnrichment.Customers;

/// <summary>Finds out who a customer is: asks every source side by side, merges what they know, and gives each asker what it may see.</summary>
public sealed class CustomerDirectory(
    IEnumerable<DirectorySource> sources,
    CustomersOptions options,
    CustomerCache cache,
    LookupAudit audit,
    Metrics metrics,
    TimeProvider time)
{
    private readonly GuardedSource[] _sources =
        [.. sources.OrderBy(source => source.Priority).Select((source, rank) => new GuardedSource(source, rank, metrics, time))];

    private readonly FieldPolicy _policy = new(options.Audiences);
    private readonly Dictionary<CustomerQuery, SharedLookup> _underWay = [];

    /// <summary>Begins to ask, or joins those who ask for the same customer at this moment.</summary>
    public Lookup Begin(CustomerQuery query, Requester asker)
    {
        var budget = Deadline.AtMost(TimeSpan.FromMilliseconds(options.DeadlineMs));
        SharedLookup? inquiry;
        lock (_underWay)
        {
            // Whose time is nearly up asks under that deadline: who has far more would be told that sources are late which are not.
            if (!_underWay.TryGetValue(query, out inquiry) || inquiry.Left < budget / 2)
            {
                inquiry = new SharedLookup(query, query.IsEmpty ? [] : _sources, options, cache, time);
                _underWay[query] = inquiry;
                Start(query, inquiry, budget);
            }
        }

        return new Lookup(inquiry, query, asker, options, _policy, audit, time);
    }

    /// <summary>Under the first asker's deadline, and logged under their event.</summary>
    private void Start(CustomerQuery query, SharedLookup inquiry, TimeSpan budget) => inquiry.Start(budget, () =>
    {
        lock (_underWay)
        {
            if (ReferenceEquals(_underWay.GetValueOrDefault(query), inquiry))
            {
                _underWay.Remove(query);
            }
        }
    });
}
