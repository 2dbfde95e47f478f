using System.Text.Json;
using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot.Journal;

/// <summary>Calls and notes of HubSpot's contacts, tasks for people, and the last contact on the contact (docs/crm/hubspot.md).</summary>
internal sealed class HubSpotJournal(HubSpotConnection connection, HubSpotJournalOptions options, HubSpotActivities activities, HubSpotJournalProbe probe) : ICrmJournal
{
    private readonly HubSpotMembers _members = new(options);
    private readonly HubSpotWriter _writer = new(connection);

    public string Name => connection.Source;

    /// <summary>HubSpot keeps activities without a contact; they are found in its lists only.</summary>
    public bool KeepsUnassigned => true;

    public IReadOnlyDictionary<string, string> Members(JournalEntry entry) => _members.Of(entry);

    /// <remarks>Without the unique property <paramref name="mayExist"/> changes nothing: a search would not find what was written a moment ago.</remarks>
    public async Task<WrittenEntry> CreateAsync(JournalEntry entry, IReadOnlyDictionary<string, string> members, bool mayExist, CancellationToken ct)
    {
        var activity = HubSpotActivity.Of(entry.Media);
        var written = await activities.WriteAsync(activity, entry.TrackingId, members, entry.Customer, $"{entry}", ct);
        var id = HubSpotActivityId.Write(activity.Type, written.Id);
        return new(id, await StoredAsync(written, id, [.. members.Keys], ct));
    }

    public async Task<IReadOnlyDictionary<string, string>?> ReadAsync(string id, IReadOnlyCollection<string> members, CancellationToken ct)
    {
        var (type, number) = HubSpotActivityId.Read(id);
        return await connection.GetAsync(type, number, [.. members], HubSpotRights.Read, ct) is { } record ? HubSpotWritten.Stored(record, members) : null;
    }

    public async Task<IReadOnlyDictionary<string, string>> UpdateAsync(string id, IReadOnlyDictionary<string, string> changed, CancellationToken ct)
    {
        var (type, number) = HubSpotActivityId.Read(id);
        return await activities.ChangeAsync(type, number, changed, ct) is { } written ? await StoredAsync(written, id, [.. changed.Keys], ct) : EmptyMembers;
    }

    public async Task<string?> FindOwnerAsync(string email, CancellationToken ct)
    {
        foreach (var owner in await connection.OwnersAsync(email, HubSpotRights.Owners, ct))
        {
            if (Text(owner, "email") is { } found && string.Equals(found, email, StringComparison.OrdinalIgnoreCase)
                && !(owner.TryMember("archived", out var archived) && archived.ValueKind is JsonValueKind.True)
                && Text(owner, "id") is { } id && HubSpotRecordId.Is(id))
            {
                return id;
            }
        }

        return null;
    }

    public async Task<string> CreateTaskAsync(FollowUpTask task, bool mayExist, CancellationToken ct)
    {
        var activity = HubSpotActivity.Task;
        return HubSpotActivityId.Write(activity.Type, (await activities.WriteAsync(activity, task.TrackingId, HubSpotMembers.Of(task), task.Customer, $"{task}", ct)).Id);
    }

    public async Task<long> ReadContactCountAsync(CustomerRef customer, CancellationToken ct) =>
        options.LastContact.TryGetValue(LastContactFields.Count, out var property) && HubSpotRecordId.Is(customer.Id)
        && await connection.GetAsync(HubSpotConnection.Contacts, customer.Id, [property], HubSpotRights.Read, ct) is { } contact
            ? LastContactFields.CountIn(HubSpotWritten.Stored(contact, [property]).GetValueOrDefault(property))
            : 0;

    public async Task<bool> UpdateCustomerAsync(CustomerRef customer, LastContact contact, CancellationToken ct)
    {
        var properties = Named(LastContactFields.Values(contact));
        return HubSpotRecordId.Is(customer.Id)
            && (properties.Count == 0 || await _writer.ChangeAsync(HubSpotConnection.Contacts, customer.Id, properties, ct) is not null);
    }

    public async Task<CustomerRef> CreateCustomerAsync(NewCustomer customer, bool mayExist, CancellationToken ct)
    {
        var properties = Named(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [LastContactFields.SourceSystem] = customer.SourceSystem,
            [LastContactFields.TrackingId] = customer.TrackingId,
        });
        properties["lastname"] = BoundedText.Line(customer.Name, 255);
        foreach (var (name, value) in new[] { ("phone", customer.Phone), ("email", customer.Email) })
        {
            if (value is not null)
            {
                properties[name] = value;
            }
        }

        var written = options.Upsert
            ? await _writer.UpsertAsync(HubSpotConnection.Contacts, options.TrackingProperty, customer.TrackingId, properties, ct)
            : await _writer.CreateAsync(HubSpotConnection.Contacts, properties, default, ct);
        return new(Name, written.Id);
    }

    public Task ProbeAsync(CancellationToken ct) => probe.ProbeAsync(ct);

    private static Dictionary<string, string> EmptyMembers => [];

    /// <summary>Out of the answer to the write where that shows all of them, else read.</summary>
    private async Task<IReadOnlyDictionary<string, string>> StoredAsync(HubSpotWritten written, string id, List<string> members, CancellationToken ct)
    {
        var stored = HubSpotWritten.Stored(written.Record, members);
        return stored.Count == members.Count ? stored : await ReadAsync(id, members, ct) ?? EmptyMembers;
    }

    private Dictionary<string, string> Named(IReadOnlyDictionary<string, string> values) => values
        .Where(value => options.LastContact.ContainsKey(value.Key))
        .ToDictionary(value => options.LastContact[value.Key], value => value.Value, StringComparer.Ordinal);

    private static string? Text(JsonElement element, string name) => element.TryMember(name, out var value) && value.TryText(out var text) ? text : null;
}
