using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.State;

namespace CrmEnrichment.Journal.Writing;

/// <summary>Which user of a CRM an entry belongs to: the last agent who talked. By the configured table, else by their address, else the configured default.</summary>
public sealed class Owners(JournalOptions options, TimeProvider time)
{
    private const string Nobody = "";

    private static readonly TimeSpan s_kept = TimeSpan.FromHours(1);

    private readonly BoundedMemory<string> _found = new(time, 200_000, static id => id.Length);

    /// <returns>Null leaves the owner to the CRM.</returns>
    /// <exception cref="UpstreamException">The CRM did not answer.</exception>
    internal async Task<string?> OfAsync(ICrmJournal crm, JournalEntry entry, CancellationToken ct)
    {
        var owner = entry.Agents.Count > 0 ? await OfAsync(crm, entry.Agents[^1], ct) : null;
        return owner ?? (options.DefaultOwner.Length > 0 ? options.DefaultOwner : null);
    }

    private async Task<string?> OfAsync(ICrmJournal crm, EntryAgent agent, CancellationToken ct)
    {
        var rule = options.Owners.FirstOrDefault(rule =>
            (rule.Crm.Length == 0 || string.Equals(rule.Crm, crm.Name, StringComparison.OrdinalIgnoreCase))
            && (string.Equals(rule.Agent, agent.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(rule.Agent, agent.Email, StringComparison.OrdinalIgnoreCase)));
        if (rule is not null || agent.Email is null)
        {
            return rule?.Owner;
        }

        var key = $"{crm.Name}\n{agent.Email}";
        if (_found.Get(key) is not { } found)
        {
            found = await crm.FindOwnerAsync(agent.Email, ct) ?? Nobody;
            _found.Put(key, found, s_kept);
        }

        return found.Length > 0 ? found : null;
    }
}
