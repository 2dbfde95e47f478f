using CrmEnrichment.ColdStart;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Customers;

/// <summary>Finds out who a customer is: asks every source side by side, merges what they know, and gives each asker what it may see.</summary>
public sealed class CustomerDirectory(
    IEnumerable<DirectorySource> sources,
    CustomersOptions options,
    CustomerCache cache,
    LookupAudit audit,
    Metrics metrics,
    ProcessStart start,
    TimeProvider time,
    ILogger<CustomerDirectory> log)
{
    private readonly GuardedSource[] _sources =
        [.. sources.OrderBy(source => source.Priority).Select((source, rank) => new GuardedSource(source, rank, metrics, time))];

    private readonly FieldPolicy _policy = new(options.Audiences);
    private readonly Dictionary<CustomerQuery, SharedLookup> _underWay = [];

    /// <summary>Begins to ask, or joins those who ask for the same customer at this moment.</summary>
    public Lookup Begin(CustomerQuery query, Requester asker)
    {
        var budget = Deadline.AtMost(TimeSpan.FromMilliseconds(options.DeadlineMs));
        SharedLookup? shared;
        var isNew = false;
        lock (_underWay)
        {
            // A look-up under way has the deadline of whoever began it. One with much more time left begins its own: else sources would count as late that are not.
            if (!_underWay.TryGetValue(query, out shared) || shared.Left < budget / 2)
            {
                shared = new SharedLookup(query, query.IsEmpty ? [] : [.. _sources.Where(source => source.Needs.Count > 0 || query.Asks(source.Name))], budget, options.WhenAmbiguous, cache, time);
                _underWay[query] = shared;
                isNew = true;
            }
        }

        if (isNew)
        {
            // Not under the lock: the first requests are sent by this very thread.
            Start(query, shared);
        }

        return new Lookup(shared, query, asker, options.WaitFor, _policy, audit, new FailureLog(log), start, time);
    }

    /// <summary>Under the first asker's deadline, and logged under their event.</summary>
    private void Start(CustomerQuery query, SharedLookup shared) => shared.Start(() =>
    {
        lock (_underWay)
        {
            if (ReferenceEquals(_underWay.GetValueOrDefault(query), shared))
            {
                _underWay.Remove(query);
            }
        }
    });
}
