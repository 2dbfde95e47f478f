using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Tickets.Messages;

namespace CrmEnrichment.Tickets.Rules;

/// <summary>Which ticket a message belongs to: that of a message which it answers, else the one whose number stands in its subject. Never a guess.</summary>
internal sealed class TicketOfMessage(KnownMessages known, TicketReference subjects)
{
    public async Task<TicketFinding> FindAsync(MailMessage message, ITicketDesk desk, CancellationToken ct)
    {
        foreach (var reference in message.References)
        {
            if (await known.FindAsync(MessageKey.HashOf(reference), ct) is { } answered && string.Equals(answered.Source, desk.Name, StringComparison.Ordinal)
                && await desk.ReadAsync(answered.TicketId, ct) is { } ticket)
            {
                return new TicketFinding.Found(ticket);
            }
        }

        var numbers = subjects.Find(message.Subject);
        if (numbers.Count == 0)
        {
            return new TicketFinding.None();
        }

        if (numbers.Count > 1)
        {
            return new TicketFinding.Unclear("The subject names several tickets.");
        }

        var tickets = await desk.FindAsync(numbers[0], ct);
        return tickets.Count switch
        {
            1 => new TicketFinding.Found(tickets[0]),
            0 => new TicketFinding.Unclear($"{desk.Name} has no ticket with the number in the subject."),
            _ => new TicketFinding.Unclear($"{desk.Name} has {tickets.Count} tickets with the number in the subject. Give all but one another number."),
        };
    }
}
