using System.Globalization;
using CrmEnrichment.State;

namespace CrmEnrichment.Tickets.Rules;

/// <summary>How many comments a sender has added to a ticket in this hour: two machines that answer each other are stopped here, when nothing in their mails gave them away.</summary>
internal sealed class LoopBrake(IStateStore store, MailOptions options, TimeProvider time)
{
    private static readonly TimeSpan s_keptFor = TimeSpan.FromHours(2);

    public async Task<bool> HoldsAsync(string source, string ticketId, string sender, CancellationToken ct) =>
        await store.AddAsync(Key(source, ticketId, sender), 0, s_keptFor, ct) >= options.MostCommentsAnHour;

    public async Task CountAsync(string source, string ticketId, string sender, CancellationToken ct) =>
        await store.AddAsync(Key(source, ticketId, sender), 1, s_keptFor, ct);

    private string Key(string source, string ticketId, string sender) => string.Create(
        CultureInfo.InvariantCulture, $"mail/brake/{MessageKey.HashOf($"{source}\n{ticketId}\n{sender}")}/{time.GetUtcNow():yyyyMMddHH}");
}
