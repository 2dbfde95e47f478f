using System.Collections.ObjectModel;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Sql.Journal;

/// <summary>The journal in a table: a unique column for the tracking id makes the second insert do nothing (docs/crm/sql.md, After the call).</summary>
internal sealed class SqlJournal(CrmSourceOptions source, SqlRecords records) : ICrmJournal
{
    private static readonly Dictionary<string, string> s_ofEntries = Names(
        SqlJournalOptions.EntryParameters,
        "trackingId", "sourceSystem", "interactionId", "customer", "type", "direction", "status", "startedAt", "endedAt", "duration", "talkTime", "holdTime", "queue", "agents", "outcome",
        "notes", "customerNumber", "ownNumber", "link", "matches", "owner");

    private static readonly Dictionary<string, string> s_ofTasks = Names(SqlJournalOptions.TaskParameters, "trackingId", "customer", "title", "text", "dueAt", "priority", "owner");

    private static readonly Dictionary<string, string> s_ofContacts = Names(SqlJournalOptions.CustomerParameters[1..], "at", "type", "outcome", "count", "status", "sourceSystem", "trackingId");

    private static readonly Dictionary<string, string> s_ofCustomers = Names(SqlJournalOptions.NewCustomerParameters, "trackingId", "name", "phone", "email", "sourceSystem");

    private readonly SqlJournalOptions _options = source.Of<SqlSourceOptions>().Journal;

    public string Name => source.Name;

    public bool KeepsUnassigned => true;

    private string Insert => _options.Insert.Length > 0 ? _options.Insert
        : source.Of<SqlSourceOptions>().Engine is SqlEngine.PostgreSql ? DefaultStatements.Insert : DefaultStatements.InsertInMySql;

    private string Select => _options.Select.Length > 0 ? _options.Select : DefaultStatements.Select;

    private string Update => _options.Update.Length > 0 ? _options.Update : DefaultStatements.Update;

    public IReadOnlyDictionary<string, string> Members(JournalEntry entry) =>
        EntryFields.Of(entry, _options.LongestNotes).Named(s_ofEntries).ToDictionary(member => member.Key, member => Storable(member.Value), StringComparer.Ordinal);

    public async Task<WrittenEntry> CreateAsync(JournalEntry entry, IReadOnlyDictionary<string, string> members, bool mayExist, CancellationToken ct)
    {
        await records.WriteAsync(Insert, SqlJournalOptions.EntryParameters, members, ct);
        return await ReadAsync(entry.TrackingId, [.. members.Keys], ct) is { } stored
            ? new(entry.TrackingId, stored)
            : throw Rejected("does not find the entry that Insert has written. Let both have the same table and tracking id", nameof(_options.Select));
    }

    public async Task<IReadOnlyDictionary<string, string>?> ReadAsync(string id, IReadOnlyCollection<string> members, CancellationToken ct) =>
        await records.ReadAsync(Select, SqlJournalOptions.TrackingParameters, Tracked(id), ct) is { } row
            ? members.Where(row.ContainsKey).ToDictionary(member => member, member => row[member], StringComparer.Ordinal)
            : null;

    public async Task<IReadOnlyDictionary<string, string>> UpdateAsync(string id, IReadOnlyDictionary<string, string> changed, CancellationToken ct)
    {
        await records.WriteAsync(Update, SqlJournalOptions.EntryParameters, new Dictionary<string, string>(changed, StringComparer.Ordinal) { ["tracking_id"] = id }, ct);
        return await ReadAsync(id, [.. changed.Keys], ct)
            ?? throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name}: the entry was deleted. Nothing was changed.");
    }

    public async Task<string?> FindOwnerAsync(string email, CancellationToken ct) => _options.OwnerQuery.Length == 0 ? null
        : (await records.ReadAsync(_options.OwnerQuery, SqlJournalOptions.OwnerParameters, new Dictionary<string, string>(StringComparer.Ordinal) { ["email"] = Storable(email) }, ct))?.GetValueOrDefault("id");

    public async Task<string> CreateTaskAsync(FollowUpTask task, bool mayExist, CancellationToken ct)
    {
        await records.WriteAsync(
            Needed(_options.TaskInsert, nameof(_options.TaskInsert), "tasks"), SqlJournalOptions.TaskParameters, EntryFields.Of(task, _options.LongestNotes).Named(s_ofTasks), ct);
        return task.TrackingId;
    }

    /// <summary>No statement reads it. <c>CustomerUpdate</c> can keep a number that is higher (docs/crm/sql.md).</summary>
    public Task<long> ReadContactCountAsync(CustomerRef customer, CancellationToken ct) => Task.FromResult(0L);

    public async Task<bool> UpdateCustomerAsync(CustomerRef customer, LastContact contact, CancellationToken ct) => _options.CustomerUpdate.Length == 0
        || await records.WriteAsync(
            _options.CustomerUpdate, SqlJournalOptions.CustomerParameters, new Dictionary<string, string>(EntryFields.Of(contact).Named(s_ofContacts), StringComparer.Ordinal) { ["id"] = customer.Id }, ct) > 0;

    public async Task<CustomerRef> CreateCustomerAsync(NewCustomer customer, bool mayExist, CancellationToken ct)
    {
        await records.WriteAsync(
            Needed(_options.CustomerInsert, nameof(_options.CustomerInsert), "unknown callers"), SqlJournalOptions.NewCustomerParameters, EntryFields.Of(customer).Named(s_ofCustomers), ct);
        return (await records.ReadAsync(_options.CustomerSelect, SqlJournalOptions.TrackingParameters, Tracked(customer.TrackingId), ct))?.GetValueOrDefault("id") is { } id
            ? new(Name, id)
            : throw Rejected("does not find the customer that CustomerInsert has written. Let it return the column id by the tracking id", nameof(_options.CustomerSelect));
    }

    /// <summary>Reads an entry that nobody has, and lets the database plan all other statements: this shows a missing table, column or right.</summary>
    public async Task ProbeAsync(CancellationToken ct)
    {
        await ReadAsync(ProbeIdentity.Id, [], ct);
        foreach (var (statement, parameters) in new[]
        {
            (Insert, SqlJournalOptions.EntryParameters),
            (Update, SqlJournalOptions.EntryParameters),
            (_options.TaskInsert, SqlJournalOptions.TaskParameters),
            (_options.CustomerUpdate, SqlJournalOptions.CustomerParameters),
            (_options.CustomerInsert, SqlJournalOptions.NewCustomerParameters),
            (_options.CustomerSelect, SqlJournalOptions.TrackingParameters),
            (_options.OwnerQuery, SqlJournalOptions.OwnerParameters),
        }.Where(planned => planned.Item1.Length > 0))
        {
            await records.PlanAsync(statement, parameters, ReadOnlyDictionary<string, string>.Empty, ct);
        }
    }

    private static Dictionary<string, string> Tracked(string id) => new(StringComparer.Ordinal) { ["tracking_id"] = id };

    private static Dictionary<string, string> Names(IEnumerable<string> parameters, params string[] fields) =>
        fields.Zip(parameters).ToDictionary(pair => pair.First, pair => pair.Second[1..], StringComparer.Ordinal);

    /// <summary>PostgreSQL has no NUL in text.</summary>
    private static string Storable(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    private string Needed(string statement, string setting, string what) => statement.Length > 0
        ? statement
        : throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name} keeps no {what}. Set Crm__Sources__N__Sql__Journal__{setting}, or write none into this source.");

    private UpstreamException Rejected(string what, string setting) => new(Name, UpstreamFault.Rejected, $"{Name}: Crm__Sources__N__Sql__Journal__{setting} {what}.");
}
