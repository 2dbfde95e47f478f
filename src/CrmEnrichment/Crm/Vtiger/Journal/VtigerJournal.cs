using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Vtiger.Journal;

/// <summary>Vtiger's journal: events of the calendar, or calls of its telephone module (docs/crm/vtiger.md, After the call).</summary>
/// <remarks>
/// Vtiger has no key of its own. An entry is created as the writing user's, which that user can find again by its tracking id; it is given to its owner by a later update,
/// when the caller has remembered its id. The other way round, a crash in between would leave an entry that nobody can find, and the next attempt a second one.
/// </remarks>
internal sealed partial class VtigerJournal(string name, VtigerJournalOptions options, VtigerConnection connection) : ICrmJournal
{
    private readonly VtigerCustomers _customers = new(name, options, connection);
    private readonly VtigerTracking _tracking = new(name, connection);
    private bool _mayNotSeeUsers;

    public string Name => name;

    public bool KeepsUnassigned => true;

    public IReadOnlyDictionary<string, string> Members(JournalEntry entry) => ModuleOf(entry) is VtigerEntry.Events ? VtigerEntry.Event(entry, options) : VtigerEntry.Call(entry);

    public async Task<WrittenEntry> CreateAsync(JournalEntry entry, IReadOnlyDictionary<string, string> members, bool mayExist, CancellationToken ct)
    {
        var module = ModuleOf(entry);
        var record = await CreateOnceAsync(module, module is VtigerEntry.Events ? options.TrackingField : VtigerEntry.SourceUuid, entry.TrackingId, members, mayExist, ct);
        return new(IdOf(record), Read(record, members.Keys)) { Pending = members.ContainsKey(VtigerEntry.Owner) ? [VtigerEntry.Owner] : [] };
    }

    public async Task<IReadOnlyDictionary<string, string>?> ReadAsync(string id, IReadOnlyCollection<string> members, CancellationToken ct) =>
        await connection.RetrieveAsync(id, ct) is { } record ? Read(record, members) : null;

    public async Task<IReadOnlyDictionary<string, string>> UpdateAsync(string id, IReadOnlyDictionary<string, string> changed, CancellationToken ct)
    {
        var stored = new Dictionary<string, string>(StringComparer.Ordinal);
        var others = changed.Where(member => member.Key is not VtigerEntry.Owner).ToDictionary(StringComparer.Ordinal);
        if (others.Count > 0)
        {
            var record = await connection.ReviseAsync(await WrittenAsync(id.StartsWith(await PbxPrefixAsync(ct), StringComparison.Ordinal), others, ("id", id), ct), ct) ?? throw Refused();
            stored = Read(record, others.Keys);
        }

        // Last: what belongs to somebody else may not be readable, and so not changeable, any more. Vtiger may then even deny the answer to this change.
        if (changed.TryGetValue(VtigerEntry.Owner, out var owner))
        {
            var given = await connection.ReviseAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = id, [VtigerEntry.Owner] = owner }, ct);
            stored[VtigerEntry.Owner] = given is { } record ? VtigerRecord.Text(record, VtigerEntry.Owner) ?? "" : others.Count > 0 ? owner : throw Refused();
        }

        return stored;
    }

    public async Task<string?> FindOwnerAsync(string email, CancellationToken ct)
    {
        // It becomes part of a query, in which nothing protects.
        if (_mayNotSeeUsers || !Address.IsMatch(email))
        {
            return null;
        }

        try
        {
            var users = await connection.QueryAsync($"SELECT id,status FROM Users WHERE email1='{email}';", "Only an administrator's key may query Users.", ct);
            return users.Where(user => VtigerRecord.Text(user, "status") is "Active").Select(user => VtigerRecord.Text(user, "id")).FirstOrDefault(id => id is not null && VtigerRecordId.IsWhole(id));
        }
        catch (UpstreamException denied) when (denied.Fault is UpstreamFault.Forbidden)
        {
            _mayNotSeeUsers = true;
            return null;
        }
    }

    public async Task<string> CreateTaskAsync(FollowUpTask task, bool mayExist, CancellationToken ct)
    {
        var members = VtigerEntry.Task(task, options);
        var id = IdOf(await CreateOnceAsync(VtigerEntry.Events, options.TrackingField, task.TrackingId, members, mayExist, ct));
        if (task.OwnerId is { } owner && options.HandOver)
        {
            // Last: after a crash before it, the task is still found. After one between it and the caller's note, see docs/crm/vtiger.md.
            await connection.ReviseAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = id, [VtigerEntry.Owner] = owner }, ct);
        }

        return id;
    }

    public Task<long> ReadContactCountAsync(CustomerRef customer, CancellationToken ct) => _customers.ReadCountAsync(customer, ct);

    public Task<bool> UpdateCustomerAsync(CustomerRef customer, LastContact contact, CancellationToken ct) => _customers.UpdateAsync(customer, contact, ct);

    public async Task<CustomerRef> CreateCustomerAsync(NewCustomer customer, bool mayExist, CancellationToken ct)
    {
        var members = new[]
        {
            ("lastname", customer.Name), ("phone", customer.Phone), ("email", customer.Email), ("leadsource", customer.SourceSystem), (options.CustomerTrackingField, customer.TrackingId),
        }.Where(field => !string.IsNullOrEmpty(field.Item2)).ToDictionary(field => field.Item1, field => BoundedText.OfThreeBytes(field.Item2!), StringComparer.Ordinal);
        return new(name, IdOf(await CreateOnceAsync(options.CustomerModule, options.CustomerTrackingField, customer.TrackingId, members, mayExist, ct)));
    }

    /// <summary>Compares what we write with what Vtiger describes: a hidden field, one that must have a value, a type that does not hold it. Nothing is written.</summary>
    public async Task ProbeAsync(CancellationToken ct)
    {
        var probe = new JournalEntry { TrackingId = ProbeIdentity.Id, SourceSystem = "", InteractionId = ProbeIdentity.Id, Media = EntryMedia.Call, StartedAt = DateTimeOffset.UnixEpoch };
        var module = ModuleOf(probe);
        if ((await connection.DescribeAsync(module, Denied(module), ct)).Fields is { } fields)
        {
            var written = Members(probe).Keys.Where(member => member is not VtigerEntry.Customer).Append(VtigerEntry.Owner).ToHashSet(StringComparer.Ordinal);
            var hidden = written.Where(field => !fields.ContainsKey(field)).ToList();
            var needed = fields.Values.Where(field => field.Mandatory && !written.Contains(field.Name)).Select(field => field.Name).ToList();
            if (hidden.Count + needed.Count > 0)
            {
                throw new UpstreamException(
                    name, UpstreamFault.Rejected, $"{name}: entries cannot be written to {module}.{Named(" The user's profile hides ", hidden)}{Named(" These are mandatory, and we do not write them: ", needed)} Change the profile or the module's layout.");
            }
        }

        await _customers.ProbeAsync(ct);

        static string Named(string what, List<string> fields) => fields.Count == 0 ? "" : $"{what}{string.Join(", ", fields)}.";
    }

    private async Task<JsonElement> CreateOnceAsync(string module, string field, string trackingId, IReadOnlyDictionary<string, string> members, bool mayExist, CancellationToken ct)
    {
        if (mayExist && await _tracking.FindAsync(module, field, trackingId, Denied(module), ct) is { } earlier)
        {
            return earlier;
        }

        var element = await WrittenAsync(module is VtigerEntry.PbxManager, members, (VtigerEntry.Owner, await WriterAsync(ct)), ct);
        return await connection.CreateAsync(module, element, Denied(module), ct)
            ?? await _tracking.FindAsync(module, field, trackingId, Denied(module), ct)
            ?? throw new UpstreamException(
                name, UpstreamFault.Rejected, $"{name}: Vtiger has a record of {module} with this tracking id already (Duplicate(s) detected), and does not show it to our user. Let the user see the records of the others.");
    }

    /// <summary>The customer goes into a field that depends on what they are; a contact in <c>parent_id</c> is refused.</summary>
    private async Task<IReadOnlyDictionary<string, string>> WrittenAsync(bool isCall, IReadOnlyDictionary<string, string> members, (string Field, string Value) also, CancellationToken ct)
    {
        var element = members.ToDictionary(StringComparer.Ordinal);
        element[also.Field] = also.Value;
        if (element.Remove(VtigerEntry.Customer, out var customer))
        {
            var module = await _customers.ModuleOfAsync(customer, ct);
            if (isCall)
            {
                // Without the type Vtiger shows a hidden caller.
                (element[VtigerEntry.Customer], element["customertype"]) = (customer, module);
            }
            else
            {
                element[module is VtigerJournalOptions.Contacts ? "contact_id" : "parent_id"] = customer;
            }
        }

        return element;
    }

    private async Task<string> WriterAsync(CancellationToken ct) =>
        options.UserId.Length > 0 ? options.UserId
        : await connection.UserIdAsync(ct) ?? throw new UpstreamException(name, UpstreamFault.Rejected, $"{name}: the login does not tell the user's id. Set Crm__Sources__N__Vtiger__Journal__UserId.");

    private async Task<string> PbxPrefixAsync(CancellationToken ct) => options.Module is VtigerJournalModule.Events
        ? "-"
        : $"{await connection.IdPrefixAsync(VtigerEntry.PbxManager, Denied(VtigerEntry.PbxManager), ct)}x";

    private string ModuleOf(JournalEntry entry) => options.Module is VtigerJournalModule.PBXManager && entry.Media is EntryMedia.Call ? VtigerEntry.PbxManager : VtigerEntry.Events;

    private static Dictionary<string, string> Read(JsonElement record, IEnumerable<string> members) => members
        .Select(member => (Member: member, Text: member is VtigerEntry.Customer
            ? VtigerRecord.Text(record, "contact_id") ?? VtigerRecord.Text(record, "parent_id") ?? VtigerRecord.Text(record, member)
            : VtigerRecord.Text(record, member)))
        .Where(read => read.Text is not null).ToDictionary(read => read.Member, read => read.Text!, StringComparer.Ordinal);

    private string IdOf(JsonElement record) => VtigerRecord.Text(record, "id") is { } id && VtigerRecordId.IsWhole(id) ? id : throw VtigerAnswer.Unreadable(name, "answered a record without an id");

    private UpstreamException Refused() => new(
        name, UpstreamFault.Rejected, $"{name}: the entry was deleted, or our user may not change it. Let the user see and edit the records of the others, or set Crm__Sources__N__Vtiger__Journal__HandOver to false.");

    private static string Denied(string module) =>
        $"The Vtiger user needs View, Create and Edit on {module}. A stock 8.3.0 refuses every user who is no administrator (docs/crm/vtiger.md, Stock 8.3.0).";

    [GeneratedRegex(@"\A[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,180}\z", RegexOptions.None, 10_000)]
    private static partial Regex Address { get; }
}
