using System.Collections.Concurrent;
using System.Globalization;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;

namespace CrmEnrichment.Tickets;

/// <summary>How many runs in a mailbox have failed one after the other. Whoever counts holds the mailbox's lease, unless the state table is away.</summary>
internal sealed class FailuresInARow(IStateStore store)
{
    private static readonly TimeSpan s_keptFor = TimeSpan.FromDays(7);

    /// <summary>Where the state table is away, what this process has seen must do: an alarm that waits for the table would never ring for it.</summary>
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <returns>0 after a run that did not fail.</returns>
    public async Task<int> CountAsync(string mailbox, bool hasFailed, CancellationToken ct)
    {
        var key = $"mail/failed/{mailbox}";
        var before = _seen.GetValueOrDefault(mailbox);
        try
        {
            before = int.TryParse(await store.GetAsync(key, ct), NumberStyles.None, CultureInfo.InvariantCulture, out var kept) ? kept : 0;
            var now = hasFailed ? before + 1 : 0;
            if (now != before)
            {
                await store.PutAsync(key, now.ToString(CultureInfo.InvariantCulture), s_keptFor, ct);
            }

            return _seen[mailbox] = now;
        }
        catch (UpstreamException)
        {
            return _seen[mailbox] = hasFailed ? before + 1 : 0;
        }
    }
}
