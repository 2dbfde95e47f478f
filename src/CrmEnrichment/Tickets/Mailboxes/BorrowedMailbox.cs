namespace CrmEnrichment.Tickets.Mailboxes;

/// <summary>An open mailbox, until it is disposed.</summary>
internal sealed class BorrowedMailbox(OpenMailboxes lender, string name, IMailbox mailbox) : IAsyncDisposable
{
    public IMailbox Mailbox => mailbox;

    public ValueTask DisposeAsync() => lender.GiveBackAsync(name, mailbox);
}
