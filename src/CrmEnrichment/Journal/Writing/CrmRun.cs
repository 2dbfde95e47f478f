using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Journal.Policies;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Journal.Writing;

/// <summary>Everything that one CRM is told of one interaction: the entry, tasks, the last contact. What was done before is not done again.</summary>
internal sealed partial class CrmRun(ICrmJournal crm, EntryFacts facts, CustomerOfInteraction customers, JournalOptions options, Owners owners, Contacts contacts, ILogger log)
{
    /// <param name="state">How far it has come.</param>
    /// <param name="save">Keeps the state after each step.</param>
    /// <param name="ct">Ends the calls.</param>
    /// <returns>Whether the CRM has an entry.</returns>
    /// <exception cref="Http.Upstreams.UpstreamException">The CRM did not answer, or refuses.</exception>
    public async Task<bool> RunAsync(CrmEntry state, Func<CrmEntry, Task> save, CancellationToken ct)
    {
        var customer = state.Customer ?? customers.In(crm.Name);
        if (customer is null && state.Id is null)
        {
            switch (options.UnknownCaller)
            {
                // Several customers whom the policy does not choose among are not nobody: one more would make it worse.
                case UnknownCaller.Create when customers.Matches <= 1 && facts.Entry.CustomerNumber is { } number:
                    (customer, state) = await CreateCustomerAsync(number, state, save, ct);
                    break;
                case UnknownCaller.Unassigned when crm.KeepsUnassigned:
                    break;
                default:
                    return false;
            }
        }

        var entry = facts.Entry with { Customer = customer, Matches = Math.Max(1, customers.Matches), OwnerId = await owners.OfAsync(crm, facts.Entry, ct) };
        state = await new EntryWriter(crm, log).WriteAsync(entry, state with { Customer = customer }, save, ct);
        if (state.IsDeleted)
        {
            return true;
        }

        state = await CreateTasksAsync(entry, state, save, ct);
        if (customer is not null)
        {
            await TellCustomerAsync(entry, customer, state, save, ct);
        }

        return true;
    }

    private async Task<(CustomerRef Customer, CrmEntry State)> CreateCustomerAsync(string number, CrmEntry state, Func<CrmEntry, Task> save, CancellationToken ct)
    {
        var mayExist = state.IsCustomerBegun;
        await save(state with { IsCustomerBegun = true });
        var isNumber = number.StartsWith('+');
        var customer = await crm.CreateCustomerAsync(new(facts.Entry.TrackingId, isNumber ? number : null, isNumber ? null : number, facts.Entry.SourceSystem), mayExist, ct);
        state = state with { IsCustomerBegun = true, Customer = customer };
        await save(state);
        return (customer, state);
    }

    private async Task<CrmEntry> CreateTasksAsync(JournalEntry entry, CrmEntry state, Func<CrmEntry, Task> save, CancellationToken ct)
    {
        foreach (var (rule, task) in FollowUps.Of(facts, entry, customers.IsVip(options), options.FollowUps))
        {
            var begun = state.Tasks.TryGetValue(rule.Name, out var id);
            if (begun && id is { Length: > 0 })
            {
                continue;
            }

            await save(state = state with { Tasks = state.Tasks.SetItem(rule.Name, "") });
            await save(state = state with { Tasks = state.Tasks.SetItem(rule.Name, await crm.CreateTaskAsync(task, mayExist: begun, ct)) });
        }

        return state;
    }

    private async Task TellCustomerAsync(JournalEntry entry, CustomerRef customer, CrmEntry state, Func<CrmEntry, Task> save, CancellationToken ct)
    {
        var contact = await contacts.CountAsync(crm, customer, entry, ct);
        if (string.Equals(Text(contact), state.Contact, StringComparison.Ordinal))
        {
            return;
        }

        LastContact written;
        do
        {
            written = contact;
            if (!await crm.UpdateCustomerAsync(customer, contact, ct))
            {
                Gone(log, crm.Name);
            }

            // Another contact may have been counted meanwhile, and ours may have been written over it.
            contact = await contacts.CountAsync(crm, customer, entry, ct);
        }
        while (contact != written);

        await save(state with { Contact = Text(contact) });

        static string Text(LastContact contact) => $"{contact.TrackingId} {contact.At:O} {contact.Count} {EntryWriter.Hash(contact.Outcome)}";
    }

    [LoggerMessage(703, LogLevel.Warning, "Last contact not written: the customer was deleted in {Crm}")]
    private static partial void Gone(ILogger log, string crm);
}
