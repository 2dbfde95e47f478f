using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Journals;

/// <summary>One CRM, written after the call. It shares the connection of the look-ups: session, token, pace and rate limit.</summary>
/// <remarks>
/// Each call may be repeated after a crash: it must not leave two records. Where the CRM has a key of its own (an upsert, a unique column), the call uses it;
/// where it has none, <c>mayExist</c> says that an earlier attempt may have been carried out, and the CRM is asked first.
/// Every member throws <see cref="UpstreamException"/> where the CRM does not answer or refuses; a refusal names the property, never its value.
/// </remarks>
public interface ICrmJournal
{
    /// <summary>The source's configured name.</summary>
    string Name { get; }

    /// <summary>Whether it keeps entries that belong to no customer.</summary>
    bool KeepsUnassigned { get; }

    /// <summary>The entry as the CRM writes it: names of its members, values as text, within its limits and its character set. Pure: the same entry gives the same members.</summary>
    IReadOnlyDictionary<string, string> Members(JournalEntry entry);

    /// <summary>Creates the entry under its <see cref="JournalEntry.TrackingId"/>, or finds the one that an earlier attempt has created.</summary>
    /// <param name="entry">What happened.</param>
    /// <param name="members">Of <see cref="Members"/>.</param>
    /// <param name="mayExist">An earlier attempt began and its end is unknown.</param>
    /// <param name="ct">Ends the call.</param>
    Task<WrittenEntry> CreateAsync(JournalEntry entry, IReadOnlyDictionary<string, string> members, bool mayExist, CancellationToken ct);

    /// <returns>What the CRM holds now of these members; null when the entry was deleted. A member without a value is left out.</returns>
    Task<IReadOnlyDictionary<string, string>?> ReadAsync(string id, IReadOnlyCollection<string> members, CancellationToken ct);

    /// <returns>What the CRM holds after the change, of the changed members.</returns>
    Task<IReadOnlyDictionary<string, string>> UpdateAsync(string id, IReadOnlyDictionary<string, string> changed, CancellationToken ct);

    /// <returns>The id of the CRM's active user with this address, for <see cref="JournalEntry.OwnerId"/>; null when there is none.</returns>
    Task<string?> FindOwnerAsync(string email, CancellationToken ct);

    /// <summary>Creates a task for a person. Its <see cref="FollowUpTask.TrackingId"/> is as unique as an entry's.</summary>
    /// <returns>The task's id.</returns>
    Task<string> CreateTaskAsync(FollowUpTask task, bool mayExist, CancellationToken ct);

    /// <returns>The number of contacts that the customer's record holds; 0 where it holds none, or no field is configured for it.</returns>
    Task<long> ReadContactCountAsync(CustomerRef customer, CancellationToken ct);

    /// <summary>Writes the last contact onto the customer's record, as far as fields for it are configured.</summary>
    /// <returns>False when the customer was deleted; a merged customer is followed to the record that is left.</returns>
    Task<bool> UpdateCustomerAsync(CustomerRef customer, LastContact contact, CancellationToken ct);

    /// <summary>Creates a contact or lead for a caller nobody knows.</summary>
    Task<CustomerRef> CreateCustomerAsync(NewCustomer customer, bool mayExist, CancellationToken ct);

    /// <summary>Real and cheap calls that fail when writing would fail: address, rights, fields. Nothing is written.</summary>
    Task ProbeAsync(CancellationToken ct);
}
