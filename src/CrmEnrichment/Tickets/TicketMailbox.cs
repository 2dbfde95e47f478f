using CrmEnrichment.Crm.Tickets;
using CrmEnrichment.Tickets.Mailboxes;

namespace CrmEnrichment.Tickets;

/// <summary>A mailbox, and the CRM whose tickets its messages belong to.</summary>
internal sealed record TicketMailbox(MailboxOptions Options, ITicketDesk Desk);
