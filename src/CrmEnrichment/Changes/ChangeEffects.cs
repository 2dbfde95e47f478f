using System.Collections.Concurrent;
using CrmEnrichment.ActiveInteractions;
using CrmEnrichment.Crm.Changes;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms;

namespace CrmEnrichment.Changes;

/// <summary>What follows from a change of records: nothing cached of them is used any more, and the agents who talk to these customers see the new fields.</summary>
/// <remarks>Doing it twice does no harm. What fails for one customer does not keep the others from it.</remarks>
internal sealed class ChangeEffects(
    CustomerCache cache, CustomerDirectory directory, IEnumerable<IContextWriter> writers, TimeProvider time, ActiveInteractionStore? active = null)
{
    /// <summary>Customers or interactions at the same time.</summary>
    private const int MostAtOnce = 10;

    private readonly List<IContextWriter> _writers = [.. writers];

    /// <returns>What failed; none where all is done.</returns>
    public async Task<IReadOnlyCollection<UpstreamException>> ApplyAsync(string source, IReadOnlyList<RecordChange> changes, CancellationToken ct)
    {
        var failures = new ConcurrentBag<UpstreamException>();
        var now = time.GetUtcNow();
        var interactions = new ConcurrentDictionary<string, (ActiveInteraction Interaction, DateTimeOffset ChangedAt)>(StringComparer.Ordinal);
        var latest = changes.GroupBy(change => change.Id, StringComparer.Ordinal).Select(same => (Customer: new CustomerRef(source, same.Key), ChangedAt: same.Max(change => change.ChangedAt) ?? now));
        await ForEachAsync(latest, failures, async (changed, token) =>
        {
            await cache.ForgetAsync(changed.Customer, token);
            foreach (var interaction in active is null ? [] : await active.OfCustomerAsync(changed.Customer, token))
            {
                // After a merge two records lead to one interaction.
                interactions.AddOrUpdate($"{interaction}", (interaction, changed.ChangedAt), (_, known) => known.ChangedAt >= changed.ChangedAt ? known : (interaction, changed.ChangedAt));
            }
        }, ct);
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

        var found = await FindAsync(interaction, ct);
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

    private async Task<Found> FindAsync(ActiveInteraction interaction, CancellationToken ct)
    {
        var query = new CustomerQuery(null, null) { Records = interaction.Customers };
        await using var lookup = directory.Begin(query, new Requester(nameof(CrmChanged), Audience.Context, interaction.Id));
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
