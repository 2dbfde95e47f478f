using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CrmEnrichment.Crm.Journals;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Journal.Writing;

/// <summary>Brings the entry in one CRM up to what is known: creates it once, and later changes what is ours and what nobody has edited since.</summary>
internal sealed partial class EntryWriter(ICrmJournal crm, ILogger log)
{
    /// <param name="entry">What happened.</param>
    /// <param name="state">How far it has come.</param>
    /// <param name="save">Keeps the state, so that a process that is killed here leaves it to the next one.</param>
    /// <param name="ct">Ends the calls.</param>
    public async Task<CrmEntry> WriteAsync(JournalEntry entry, CrmEntry state, Func<CrmEntry, Task> save, CancellationToken ct)
    {
        if (state.IsDeleted)
        {
            return state;
        }

        var members = crm.Members(entry);
        if (state.Id is null)
        {
            state = await CreateAsync(entry, members, state, save, ct);
        }

        return await UpdateAsync(members, state, save, ct);
    }

    private async Task<CrmEntry> CreateAsync(JournalEntry entry, IReadOnlyDictionary<string, string> members, CrmEntry state, Func<CrmEntry, Task> save, CancellationToken ct)
    {
        var mayExist = state.IsBegun;
        if (!mayExist)
        {
            // Before the CRM is asked: whoever comes after a crash must know that an entry may be there.
            state = state with { IsBegun = true };
            await save(state);
        }

        var written = await crm.CreateAsync(entry, members, mayExist, ct);
        state = state with
        {
            Id = written.Id,
            Members = members.ToImmutableDictionary(
                member => member.Key,
                member => Written(member.Value, written.Stored.GetValueOrDefault(member.Key), mayExist || written.Pending.Contains(member.Key, StringComparer.Ordinal)),
                StringComparer.Ordinal),
        };
        await save(state);
        return state;
    }

    /// <summary>An entry that an earlier attempt created may hold what was known then: what differs counts as not sent, and is changed next.</summary>
    private static WrittenMember Written(string sent, string? stored, bool mayDiffer) =>
        new(mayDiffer && !string.Equals(sent, stored, StringComparison.Ordinal) ? null : Hash(sent), Hash(stored));

    private async Task<CrmEntry> UpdateAsync(IReadOnlyDictionary<string, string> members, CrmEntry state, Func<CrmEntry, Task> save, CancellationToken ct)
    {
        var news = members.Where(member => !string.Equals(state.Members.GetValueOrDefault(member.Key)?.Sent, Hash(member.Value), StringComparison.Ordinal)).ToList();
        if (news.Count == 0)
        {
            return state;
        }

        var current = await crm.ReadAsync(state.Id!, [.. news.Select(member => member.Key)], ct);
        if (current is null)
        {
            Deleted(log, crm.Name);
            state = state with { IsDeleted = true };
            await save(state);
            return state;
        }

        var ours = news.Where(member => string.Equals(Hash(current.GetValueOrDefault(member.Key)), state.Members.GetValueOrDefault(member.Key)?.Stored, StringComparison.Ordinal)).ToList();
        if (ours.Count < news.Count)
        {
            Edited(log, crm.Name, string.Join(", ", news.Except(ours).Select(member => member.Key)));
        }

        var changed = ours.Where(member => !string.Equals(current.GetValueOrDefault(member.Key), member.Value, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        var stored = changed.Count == 0 ? changed : await crm.UpdateAsync(state.Id!, changed, ct);
        state = state with
        {
            // Of an edited one what we would have written: the same news does not come back to it.
            Members = state.Members.SetItems(news.Select(member => KeyValuePair.Create(member.Key, new WrittenMember(
                Hash(member.Value),
                changed.ContainsKey(member.Key) ? Hash(stored.GetValueOrDefault(member.Key)) : state.Members.GetValueOrDefault(member.Key)?.Stored)))),
        };
        await save(state);
        return state;
    }

    internal static string? Hash(string? text) => string.IsNullOrEmpty(text) ? null : Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 9));

    [LoggerMessage(701, LogLevel.Information, "Entry in {Crm} not changed in {Members}: a person edited it since")]
    private static partial void Edited(ILogger log, string crm, string members);

    [LoggerMessage(702, LogLevel.Warning, "Entry in {Crm} was deleted by a person, and is not written again")]
    private static partial void Deleted(ILogger log, string crm);
}
