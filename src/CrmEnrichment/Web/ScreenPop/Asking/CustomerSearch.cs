using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;

namespace CrmEnrichment.Web.ScreenPop.Asking;

/// <summary>Finds whom a request means: the record that the dialler names, or else whoever has the number, or the one of several that was chosen.</summary>
internal sealed class CustomerSearch(CustomerDirectory directory, TimeProvider time)
{
    /// <summary>The first page does not wait longer until its answers are cached: the request for the rest caches them, too.</summary>
    private static readonly TimeSpan s_caching = TimeSpan.FromMilliseconds(50);

    /// <param name="request">Who is meant.</param>
    /// <param name="named">The record that the dialler names.</param>
    /// <param name="asker">Who wants to know.</param>
    /// <param name="patience">How long to wait for the sources; null: until each has answered or is late.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<Sighting> FindAsync(PopRequest request, CustomerRef? named, Requester asker, TimeSpan? patience, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        if (named is not null)
        {
            var found = await AskAsync(new CustomerQuery(null, null) { Record = named });
            if (found.Status is not LookupStatus.NoMatch || request.Number.Phone is null)
            {
                return new(found);
            }
        }

        var byPhone = await AskAsync(new CustomerQuery(null, request.Number.Phone));
        var chosen = byPhone.Candidates.FirstOrDefault(candidate => candidate.Record is { } record && string.Equals(NameOf(record), request.Choice, StringComparison.Ordinal));
        if (chosen is null)
        {
            return new(byPhone) { HasLostRecord = named is not null };
        }

        var whole = await AskAsync(new CustomerQuery(null, null) { Record = chosen.Record });
        return new(whole.Fields.Count > 0 ? whole : Of(chosen, whole)) { IsChosen = true };

        async Task<Found> AskAsync(CustomerQuery query)
        {
            var lookup = directory.Begin(query, asker);
            try
            {
                return patience is { } most ? await lookup.SoFarAsync(most - time.GetElapsedTime(started), ct) : await lookup.CompleteAsync(ct);
            }
            finally
            {
                await lookup.DisposeAsync().AsTask().WaitAsync(Deadline.AtMost(patience is null ? TimeLimit.Longest : s_caching), time, CancellationToken.None)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>What a customer is called in a link of the page: enough to tell one from the others with their number, and no id.</summary>
    public static string NameOf(CustomerRef record) => record.Hash()[..16];

    /// <summary>What the search by number knew of them, until their record is read.</summary>
    private static Found Of(Candidate chosen, Found whole) => whole with
    {
        Fields = chosen.Fields,
        Origins = chosen.Fields.Keys.ToDictionary(name => name, _ => chosen.Source, StringComparer.Ordinal),
        Matches = 1,
        Records = chosen.Record is { } record ? [record] : [],
    };
}

/// <summary>Whom a request means, as far as it is known.</summary>
internal sealed record Sighting(Found Found)
{
    /// <summary>Whether somebody chose this one among several.</summary>
    public bool IsChosen { get; init; }

    /// <summary>Whether the dialler names a record that the CRM does not have, so that it was looked for by number.</summary>
    public bool HasLostRecord { get; init; }

    /// <summary>Whether a person has to say who it is.</summary>
    public bool IsToChoose => Found.Candidates.Count > 1 && !IsChosen;
}
