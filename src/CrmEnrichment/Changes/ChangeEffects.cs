using System.Collections.Concurrent;
using CrmEnrichment.ActiveInteractions;
using CrmEnrichment.Crm.Changes;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms;

namespace CrmEnrichment.Changes;

/// <summary>What follows from a change of records: nothing cached of them is used any more, and the agents who talk to these customers see the new fields.</summary>
/// <remarks>Doing it twice does no harm. What fails for one customer does not keep the others from it.</remarks>
internal sealed class ChangeEffects(
    CustomerCache cache, CustomerDirectory directory, IEnumerable<IContextWriter> writers, IEnumerable<ILeadUpdates> leads, Metrics metrics, TimeProvider time, ActiveInteractionStore? active = null)
{
    /// <summary>Customers or interactions at the same time.</summary>
    private const int MostAtOnce = 10;

    private readonly List<IContextWriter> _writers = [.. writers];
    private readonly List<ILeadUpdates> _leads = [.. leads];

    /// <returns>What failed; none where all is done.</returns>
    public async Task<IReadOnlyCollection<UpstreamException>> ApplyAsync(string source, IReadOnlyList<RecordChange> changes, CancellationToken ct)
    {
        var failures = new ConcurrentBag<UpstreamException>();
        var now = time.GetUtcNow();
        var interactions = new ConcurrentDictionary<string, (ActiveInteraction Interaction, DateTimeOffset ChangedAt)>(StringComparer.Ordinal);
        var changed = changes
            .GroupBy(change => change.Id, StringComparer.Ordinal)
            .Select(same => (Customer: new CustomerRef(source, same.Key), ChangedAt: same.Max(change => change.ChangedAt) ?? now))
            .ToList();
        await ForEachAsync(changed, failures, async (one, token) =>
        {
            await cache.ForgetAsync(one.Customer, token);
            foreach (var interaction in active is null ? [] : await active.OfCustomerAsync(one.Customer, token))
            {
                // After a merge two records lead to one interaction.
                interactions.AddOrUpdate($"{interaction}", (interaction, one.ChangedAt), (_, known) => known.ChangedAt >= one.ChangedAt ? known : (interaction, one.ChangedAt));
            }
        }, ct);
        await ForEachAsync(changed, failures, (one, token) => TellLeadsAsync(one.Customer, token), ct);
        await ForEachAsync(interactions.Values, failures, (one, token) => TellAsync(one.Interaction, source, one.ChangedAt, token), ct);
        return failures;
    }

    private async Task TellAsync(ActiveInteraction interaction, string source, DateTimeOffset changedAt, CancellationToken ct)
    {
        // One of a platform that was removed has nobody to write to.
        if (_writers.Find(writer => string.Equals(writer.Origin, interaction.Origin, StringComparison.Ordinal)) is not { } writer)
        {
            return;
        }

        var found = await FindAsync(interaction.Customers, Audience.Context, interaction.Id, ct);
        if (found.Failures.FirstOrDefault(failure => string.Equals(failure.Upstream, source, StringComparison.Ordinal)) is { } failed)
        {
            throw failed;
        }

        // What another source could not tell now is not gone.
        var known = found.Failures.Count > 0 || found.Incomplete.Count > 0 ? [] : interaction.Fields;
        if (await writer.WriteAsync(InteractionOf(interaction), CustomerContext.OfChange(found, known, changedAt), ct))
        {
            await active!.FollowAsync(interaction, found, ct);
        }
        else
        {
            await active!.EndAsync(interaction.Origin, interaction.Id, ct);
        }
    }

    private async Task TellLeadsAsync(CustomerRef customer, CancellationToken ct)
    {
        foreach (var dialler in _leads)
        {
            var update = await dialler.UpdateAsync(customer.Source, customer.Id, async token =>
            {
                // A lead keeps whole addresses, and gets only the fields that are configured to be copied: a masked one would be written over the right one.
                var found = await FindAsync([customer], Audience.Admin, interactionId: null, token);
                return found.Failures is [var failed, ..] ? throw failed : found.Fields;
            }, ct);
            metrics.Count(MetricNames.LeadUpdates, "Result", update.ToString());
        }
    }

    private async Task<Found> FindAsync(IReadOnlyList<CustomerRef> records, Audience audience, string? interactionId, CancellationToken ct)
    {
        await using var lookup = directory.Begin(new CustomerQuery(null, null) { Records = records }, new Requester(nameof(CrmChanged), audience, interactionId));
        return await lookup.CompleteAsync(ct);
    }

    private static Interaction InteractionOf(ActiveInteraction active) => new()
    {
        Origin = active.Origin,
        Id = active.Id,
        CustomerParticipantId = active.CustomerParticipantId,
        MediaType = active.MediaType,
        Caller = Caller.Withheld,
    };

    private static Task ForEachAsync<T>(IEnumerable<T> items, ConcurrentBag<UpstreamException> failures, Func<T, CancellationToken, Task> work, CancellationToken ct) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = ct }, async (item, token) =>
        {
            try
            {
                await work(item, token);
            }
            catch (UpstreamException e)
            {
                failures.Add(e);
            }
        });
}
