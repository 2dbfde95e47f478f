using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Rest;

/// <summary>The journal of a CRM with a REST API: one POST for an entry, under the tracking id as <c>Idempotency-Key</c> (docs/crm/rest.md).</summary>
internal sealed class RestJournal(CrmSourceOptions source, HttpClient http) : ICrmJournal
{
    private readonly RestJournalOptions _options = source.Of<RestOptions>().Journal;
    private readonly RestRecords _records = new(source.Name, source.Url!, Numbers(source.Of<RestOptions>().Journal), http);

    public string Name => source.Name;

    public bool KeepsUnassigned => _options.UnassignedPath.Length > 0;

    public IReadOnlyDictionary<string, string> Members(JournalEntry entry) => EntryFields.Of(entry, _options.LongestNotes).Named(_options.Entry);

    public async Task<WrittenEntry> CreateAsync(JournalEntry entry, IReadOnlyDictionary<string, string> members, bool mayExist, CancellationToken ct)
    {
        if (mayExist && await FindAsync(entry.TrackingId, members.Keys, ct) is { } earlier)
        {
            return earlier;
        }

        var path = PathFor(entry.Customer, _options.ActivitiesPath, _options.UnassignedPath, nameof(_options.UnassignedPath), "entry");
        var answer = await _records.PostAsync(path, members, entry.TrackingId, ct);
        if (answer.IsConflict)
        {
            return await FindAsync(entry.TrackingId, members.Keys, ct) ?? throw Conflict();
        }

        ThrowIfGone(answer, entry.Customer, nameof(_options.ActivitiesPath), nameof(_options.UnassignedPath));
        var id = answer.Id(_options.IdMember);
        var stored = answer.Read(members.Keys);

        // An answer that does not hold the record: what it stores, and in which form, is read from it.
        return new(id, stored.Count == members.Count ? stored : await ReadAsync(id, [.. members.Keys], ct) ?? stored);
    }

    public async Task<IReadOnlyDictionary<string, string>?> ReadAsync(string id, IReadOnlyCollection<string> members, CancellationToken ct)
    {
        var answer = await _records.GetAsync(_options.ActivityPath.With("{activityId}", id), ct);
        return answer.IsGone ? null : answer.Read(members);
    }

    public async Task<IReadOnlyDictionary<string, string>> UpdateAsync(string id, IReadOnlyDictionary<string, string> changed, CancellationToken ct)
    {
        var answer = await _records.PatchAsync(_options.ActivityPath.With("{activityId}", id), changed, ct);
        if (answer.IsGone)
        {
            throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name}: the entry was deleted, or Crm__Sources__N__Journal__ActivityPath is wrong. Check the path.");
        }

        var stored = answer.Read(changed.Keys);
        return stored.Count == changed.Count ? stored : await ReadAsync(id, [.. changed.Keys], ct) ?? stored;
    }

    public async Task<string?> FindOwnerAsync(string email, CancellationToken ct)
    {
        if (_options.OwnerPath.Length == 0)
        {
            return null;
        }

        var answer = await _records.GetAsync(_options.OwnerPath.With("{email}", email), ct);
        return answer.IsGone ? null
            : answer.Records.Where(user => !IsInactive(new(Name, answer.Status, user))).Select(user => RestAnswer.IdOf(user, _options.IdMember)).FirstOrDefault(id => id is not null);
    }

    public async Task<string> CreateTaskAsync(FollowUpTask task, bool mayExist, CancellationToken ct)
    {
        var path = PathFor(task.Customer, _options.TasksPath, _options.UnassignedTasksPath, nameof(_options.UnassignedTasksPath), "task");
        var answer = await _records.PostAsync(path, EntryFields.Of(task, _options.LongestNotes).Named(_options.Task), task.TrackingId, ct);
        ThrowIfGone(answer, task.Customer, nameof(_options.TasksPath), nameof(_options.UnassignedTasksPath));
        return answer.IsConflict ? throw Conflict() : answer.Id(_options.IdMember);
    }

    public async Task<long> ReadContactCountAsync(CustomerRef customer, CancellationToken ct)
    {
        var member = _options.LastContact["count"];
        if (member is FieldNames.LeftOut || !RestPath.CanHold(customer.Id))
        {
            return 0;
        }

        var answer = await _records.GetAsync(_options.CustomerPath.With("{id}", customer.Id), ct);
        return LastContactFields.CountIn(answer.IsGone ? null : answer.Read([member]).GetValueOrDefault(member));
    }

    public async Task<bool> UpdateCustomerAsync(CustomerRef customer, LastContact contact, CancellationToken ct)
    {
        var members = EntryFields.Of(contact).Named(_options.LastContact);
        return members.Count == 0
            || (RestPath.CanHold(customer.Id) && !(await _records.PatchAsync(_options.CustomerPath.With("{id}", customer.Id), members, ct)).IsGone);
    }

    public async Task<CustomerRef> CreateCustomerAsync(NewCustomer customer, bool mayExist, CancellationToken ct)
    {
        // Some CRMs keep the keys of all paths together: the entry of the same interaction has the tracking id alone.
        var answer = await _records.PostAsync(_options.CustomersPath, EntryFields.Of(customer).Named(_options.Caller), $"{customer.TrackingId}-customer", ct);
        ThrowIfGone(answer, customer: null, nameof(_options.CustomersPath), nameof(_options.CustomersPath));
        return answer.IsConflict ? throw Conflict() : new(Name, answer.Id(_options.IdMember));
    }

    /// <summary>Reads an entry, and a user, that nobody has: that the key may write shows only in writing.</summary>
    public async Task ProbeAsync(CancellationToken ct)
    {
        await TakenAsync(() => ReadAsync(ProbeIdentity.Id, [], ct));
        if (_options.OwnerPath.Length > 0)
        {
            await TakenAsync(() => FindOwnerAsync(ProbeIdentity.Email, ct));
        }

        static async Task TakenAsync(Func<Task> asking)
        {
            try
            {
                await asking();
            }
            catch (UpstreamException refusal) when (refusal.Fault is UpstreamFault.Rejected)
            {
                // 400, 405, 422: a CRM whose ids have another form.
            }
        }
    }

    /// <summary>A conflict of the key is no answer that holds the record: with a path to find it by, the CRM is asked.</summary>
    private async Task<WrittenEntry?> FindAsync(string trackingId, IEnumerable<string> members, CancellationToken ct)
    {
        if (_options.FindPath.Length == 0)
        {
            return null;
        }

        var answer = await _records.GetAsync(_options.FindPath.With("{trackingId}", trackingId), ct);
        return answer.IsGone ? null : answer.Records
            .Select(record => new RestAnswer(Name, answer.Status, record))
            .Where(record => record.Read([_options.Entry[EntryFields.TrackingId]]).Values.Contains(trackingId, StringComparer.Ordinal))
            .Select(record => new WrittenEntry(record.Id(_options.IdMember), record.Read(members))).FirstOrDefault();
    }

    private string PathFor(CustomerRef? customer, string path, string unassigned, string setting, string what) =>
        customer is { } known && RestPath.CanHold(known.Id) ? path.With("{id}", known.Id)
        : unassigned.Length > 0 ? unassigned
        : throw new UpstreamException(Name, UpstreamFault.Rejected, $"{Name}: a {what} without a customer has no place. Set Crm__Sources__N__Journal__{setting}, or write none.");

    private void ThrowIfGone(RestAnswer answer, CustomerRef? customer, string path, string unassigned)
    {
        if (answer.IsGone)
        {
            throw new UpstreamException(Name, UpstreamFault.Rejected, customer is null
                ? $"{Name}: nothing can be created at Crm__Sources__N__Journal__{unassigned} (404). Check the path."
                : $"{Name}: the customer was deleted, or Crm__Sources__N__Journal__{path} is wrong (404). Check the path.");
        }
    }

    private UpstreamException Conflict() => new(
        Name, UpstreamFault.Unavailable, $"{Name} answered 409: an earlier request with the same Idempotency-Key is not finished. If that stays, set Crm__Sources__N__Journal__FindPath, or let the CRM answer a repeated key with the record.");

    private static bool IsInactive(RestAnswer user) => user.Read(["active"]).Values.Contains("false", StringComparer.Ordinal);

    private static HashSet<string> Numbers(RestJournalOptions options) =>
        [.. new[] { options.Entry, options.Task, options.LastContact }.SelectMany(names => names).Where(field => EntryFields.Numbers.Contains(field.Key)).Select(field => field.Value)];
}
