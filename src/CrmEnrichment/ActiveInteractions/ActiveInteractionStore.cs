using System.Text.Json;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Platforms;
using CrmEnrichment.State;

namespace CrmEnrichment.ActiveInteractions;

/// <summary>Which interactions are under way, and whose they are; shared by all processes through the state store.</summary>
/// <remarks>Two kinds of entries: one for each interaction, and one for each customer that lists the interactions of that customer.</remarks>
public sealed class ActiveInteractionStore(IStateStore store, ActiveInteractionOptions options)
{
    /// <summary>One customer does not have more calls at the same time; a switchboard's number may.</summary>
    private const int MostOfOneCustomer = 50;

    private const int MostTries = 10;

    /// <exception cref="UpstreamException">The state store did not take it.</exception>
    public async Task RememberAsync(Interaction interaction, Found found, CancellationToken ct)
    {
        var traits = options.Traits
            .Where(name => found.Fields.TryGetValue(name, out var value) && value.TryText(out _))
            .ToDictionary(name => name, name => found.Fields[name].TryText(out var text) ? text : "", StringComparer.Ordinal);
        var active = new ActiveInteraction(interaction.Origin, interaction.Id, interaction.CustomerParticipantId, interaction.MediaType, found.Records, found.Matches, traits)
        {
            Fields = [.. found.Fields.Keys],
        };
        await KeepAsync(active, ct);
    }

    /// <summary>After a change of the customer: the fields that the interaction has now, and the records that stand for the old ones, as after a merge.</summary>
    /// <exception cref="UpstreamException">The state store did not take it.</exception>
    public async Task FollowAsync(ActiveInteraction active, Found found, CancellationToken ct)
    {
        var now = active with
        {
            Customers = [.. found.Records, .. active.Customers.Where(customer => found.Records.All(record => !string.Equals(record.Source, customer.Source, StringComparison.Ordinal)))],
            Fields = [.. active.Fields.Union(found.Fields.Keys, StringComparer.Ordinal)],
        };
        if (!now.Customers.SequenceEqual(active.Customers) || now.Fields.Count != active.Fields.Count)
        {
            await KeepAsync(now, ct);
        }
    }

    private async Task KeepAsync(ActiveInteraction active, CancellationToken ct)
    {
        await store.PutAsync(Key(active.Origin, active.Id), JsonSerializer.Serialize(active, ActiveInteractionJson.Default.ActiveInteraction), options.KeptFor, ct);
        foreach (var customer in active.Customers)
        {
            await ChangeListAsync(customer, list => [.. list.Where(other => !IsSame(other, active)).TakeLast(MostOfOneCustomer - 1), active.ToString()], ct);
        }
    }

    /// <returns>Null for an interaction that was not enriched, or is forgotten.</returns>
    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    public async Task<ActiveInteraction?> FindAsync(string origin, string id, CancellationToken ct) => Parse(await store.GetAsync(Key(origin, id), ct));

    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    public async Task<IReadOnlyList<ActiveInteraction>> OfCustomerAsync(CustomerRef customer, CancellationToken ct)
    {
        var found = new List<ActiveInteraction>();
        foreach (var name in List(await store.GetAsync(Key(customer), ct)))
        {
            if (Parse(await store.GetAsync(Prefix + name, ct)) is { } active)
            {
                found.Add(active);
            }
        }

        return found;
    }

    /// <summary>The interaction is over: changes of the customer are no longer told to it. The journal still finds the customer.</summary>
    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    public async Task EndAsync(string origin, string id, CancellationToken ct)
    {
        if (await FindAsync(origin, id, ct) is { } active)
        {
            foreach (var customer in active.Customers)
            {
                await ChangeListAsync(customer, list => [.. list.Where(other => !IsSame(other, active))], ct);
            }
        }
    }

    private const string Prefix = "active/";

    private static bool IsSame(string name, ActiveInteraction active) => string.Equals(name, active.ToString(), StringComparison.Ordinal);

    private async Task ChangeListAsync(CustomerRef customer, Func<IReadOnlyList<string>, string[]> change, CancellationToken ct)
    {
        var key = Key(customer);
        for (var i = 0; i < MostTries; i++)
        {
            var before = await store.GetAsync(key, ct);
            var list = List(before);
            var after = change(list);
            if (after.SequenceEqual(list, StringComparer.Ordinal))
            {
                return;
            }

            var text = JsonSerializer.Serialize(after, ActiveInteractionJson.Default.StringArray);
            if (await store.PutOverAsync(key, before, text, options.ActiveFor, ct))
            {
                return;
            }
        }

        throw new UpstreamException("State", UpstreamFault.Unavailable, $"The list of active interactions of one customer changed {MostTries} times while it was written.");
    }

    private static string Key(string origin, string id) => $"{Prefix}{origin}/{id}";

    private static string Key(CustomerRef customer) => $"{Prefix}customer/{customer.Hash()}";

    private static string[] List(string? text)
    {
        try
        {
            return text is null ? [] : JsonSerializer.Deserialize(text, ActiveInteractionJson.Default.StringArray) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static ActiveInteraction? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, ActiveInteractionJson.Default.ActiveInteraction);
        }
        catch (JsonException)
        {
            // Another version wrote it.
            return null;
        }
    }
}
