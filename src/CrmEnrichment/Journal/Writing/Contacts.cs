using System.Text.Json;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;

namespace CrmEnrichment.Journal.Writing;

/// <summary>When each customer was last in contact, and how often.</summary>
/// <remarks>
/// A CRM cannot add one to a number without a lost update. So we count in the state store, beginning with the number that the CRM has, and write the sum.
/// An interaction that is told late does not make itself the last one.
/// </remarks>
public sealed class Contacts(IStateStore store)
{
    private const int MostTries = 20, MostCounted = 50;

    /// <summary>After this time without a contact the CRM's own number is read again.</summary>
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);

    /// <exception cref="UpstreamException">The state store or the CRM did not answer.</exception>
    internal async Task<LastContact> CountAsync(ICrmJournal crm, CustomerRef customer, JournalEntry entry, CancellationToken ct)
    {
        var key = Key(customer);
        for (var i = 0; i < MostTries; i++)
        {
            var before = await store.GetAsync(key, ct);
            var state = Add(before is null ? null : JsonSerializer.Deserialize(before, WritingJson.Default.ContactState), entry, before is null ? await crm.ReadContactCountAsync(customer, ct) : 0);
            var text = JsonSerializer.Serialize(state, WritingJson.Default.ContactState);
            if (string.Equals(text, before, StringComparison.Ordinal) || await store.PutOverAsync(key, before, text, s_kept, ct))
            {
                return new(state.LastAt, state.LastType, state.LastOutcome, state.Count, "Success", entry.SourceSystem, state.LastTrackingId);
            }
        }

        throw new UpstreamException("State", UpstreamFault.Unavailable, $"The contacts of one customer changed {MostTries} times while one was added.");
    }

    private static ContactState Add(ContactState? state, JournalEntry entry, long before)
    {
        var at = entry.EndedAt ?? entry.StartedAt;
        state ??= new(before, [], DateTimeOffset.MinValue, "", "", null);
        if (!state.Counted.Contains(entry.TrackingId, StringComparer.Ordinal))
        {
            state = state with { Count = state.Count + 1, Counted = [.. state.Counted.TakeLast(MostCounted - 1), entry.TrackingId] };
        }

        return at >= state.LastAt || string.Equals(state.LastTrackingId, entry.TrackingId, StringComparison.Ordinal)
            ? state with { LastAt = at, LastTrackingId = entry.TrackingId, LastType = $"{entry.Media}", LastOutcome = entry.Outcome }
            : state;
    }

    private static string Key(CustomerRef customer) => $"journal/contacts/{customer.Hash()}";
}
