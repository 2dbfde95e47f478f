namespace CrmEnrichment.Tickets.Mailboxes;

/// <summary>The mailboxes that are open: a run keeps its own open for all its messages, and a replay opens one for its message.</summary>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody takes has nothing to dispose of.
internal sealed class OpenMailboxes(IMailServer server)
#pragma warning restore CA1001
{
    private readonly Dictionary<string, (IMailbox Mailbox, int Users)> _open = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The mailbox, open; the last who gives it back closes it.</summary>
    public async Task<BorrowedMailbox> BorrowAsync(MailboxOptions options, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_open.TryGetValue(options.Name, out var known))
            {
                if (known.Mailbox.IsOpen)
                {
                    _open[options.Name] = known with { Users = known.Users + 1 };
                    return new(this, options.Name, known.Mailbox);
                }

                // Whoever holds the broken one closes it.
                _open.Remove(options.Name);
            }

            var mailbox = await server.OpenAsync(options, ct);
            _open[options.Name] = (mailbox, 1);
            return new(this, options.Name, mailbox);
        }
        finally
        {
            _turn.Release();
        }
    }

    internal async ValueTask GiveBackAsync(string name, IMailbox mailbox)
    {
        await _turn.WaitAsync();
        try
        {
            if (_open.TryGetValue(name, out var known) && known.Mailbox == mailbox)
            {
                if (known.Users > 1)
                {
                    _open[name] = known with { Users = known.Users - 1 };
                    return;
                }

                _open.Remove(name);
            }
        }
        finally
        {
            _turn.Release();
        }

        await mailbox.DisposeAsync();
    }
}
