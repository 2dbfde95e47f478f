using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Journal;

/// <summary>Tasks of Salesforce: completed ones for what happened, open ones for people (docs/crm/salesforce.md).</summary>
internal sealed class SalesforceJournal(
    SalesforceConnection connection, SalesforceJournalOptions options, SalesforceWriter writer, SalesforceCustomers customers, SalesforceJournalProbe probe) : ICrmJournal
{
    public string Name => connection.Source;

    /// <summary>A task needs nobody whom it is about.</summary>
    public bool KeepsUnassigned => true;

    public IReadOnlyDictionary<string, string> Members(JournalEntry entry) => SalesforceTask.Of(entry, options);

    public Task<WrittenEntry> CreateAsync(JournalEntry entry, IReadOnlyDictionary<string, string> members, bool mayExist, CancellationToken ct) =>
        WriteAsync(entry.TrackingId, members, mayExist, $"{entry}", ct);

    public async Task<IReadOnlyDictionary<string, string>?> ReadAsync(string id, IReadOnlyCollection<string> members, CancellationToken ct) =>
        await connection.GetAsync(SalesforceTask.Type, Checked(id), [.. members], ct) is { } record ? SalesforceWriter.Values(record, members) : null;

    public async Task<IReadOnlyDictionary<string, string>> UpdateAsync(string id, IReadOnlyDictionary<string, string> changed, CancellationToken ct) =>
        (await writer.ChangeAsync(SalesforceTask.Type, Checked(id), changed, ct))?.Stored ?? new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task<string?> FindOwnerAsync(string email, CancellationToken ct) =>
        await connection.QueryAsync(Soql.ActiveUser(email), ct) is [var user, ..] && user.TryMember("Id", out var member) && member.TryText(out var id) && SalesforceRecordId.Is(id) ? id : null;

    public async Task<string> CreateTaskAsync(FollowUpTask task, bool mayExist, CancellationToken ct) =>
        (await WriteAsync(task.TrackingId, SalesforceTask.Of(task, options), mayExist, $"{task}", ct)).Id;

    public Task<long> ReadContactCountAsync(CustomerRef customer, CancellationToken ct) => customers.ReadCountAsync(customer.Id, ct);

    public Task<bool> UpdateCustomerAsync(CustomerRef customer, LastContact contact, CancellationToken ct) => customers.UpdateAsync(customer.Id, contact, ct);

    public async Task<CustomerRef> CreateCustomerAsync(NewCustomer customer, bool mayExist, CancellationToken ct) => new(Name, await customers.CreateAsync(customer, mayExist, ct));

    public Task ProbeAsync(CancellationToken ct) => probe.ProbeAsync(ct);

    private async Task<WrittenEntry> WriteAsync(string trackingId, IReadOnlyDictionary<string, string> members, bool mayExist, string what, CancellationToken ct)
    {
        // With the external id there is nothing to ask: the write itself changes what is there.
        if (mayExist && !options.Upsert
            && await connection.QueryAsync(Soql.First([], SalesforceTask.Type, SalesforceTask.TrackingId, trackingId), ct) is [var found, ..]
            && found.TryMember("Id", out var member) && member.TryText(out var id) && SalesforceRecordId.Is(id)
            && await writer.ChangeAsync(SalesforceTask.Type, id, members, ct) is { } written)
        {
            return written;
        }

        return await writer.CreateAsync(SalesforceTask.Type, trackingId, members, what, ct);
    }

    private static string Checked(string id) => SalesforceRecordId.Is(id) ? id : throw new ArgumentException("This is no id of Salesforce.", nameof(id));
}
