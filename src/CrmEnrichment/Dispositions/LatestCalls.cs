using System.Globalization;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;

namespace CrmEnrichment.Dispositions;

/// <summary>Of which call the outcome was written last, by record: a letter that is replayed days later must not undo what came after it.</summary>
public sealed class LatestCalls(IStateStore store)
{
    private const int MostTries = 20;

    /// <summary>Longer than a letter lies in its queue.</summary>
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    /// <summary>Makes this call the latest, unless a later one is known.</summary>
    /// <returns>Whether a later one is.</returns>
    /// <exception cref="UpstreamException">The state store did not answer.</exception>
    internal async Task<bool> IsOlderAsync(CustomerRef customer, DateTimeOffset at, CancellationToken ct)
    {
        var key = $"disposition/latest/{customer.Hash()}";
        for (var i = 0; i < MostTries; i++)
        {
            var before = await store.GetAsync(key, ct);
            if (long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var latest) && latest > at.ToUnixTimeMilliseconds())
            {
                return true;
            }

            var mine = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            if (string.Equals(before, mine, StringComparison.Ordinal) || await store.PutOverAsync(key, before, mine, s_kept, ct))
            {
                return false;
            }
        }

        throw new UpstreamException("State", UpstreamFault.Unavailable, $"The latest call of one record changed {MostTries} times while another one was written.");
    }
}
