using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Pipeline;
using CrmEnrichment.State;
using CrmEnrichment.Tickets.Mailboxes;
using CrmEnrichment.Tickets.Rules;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Tickets;

/// <summary>Goes through what is new in one mailbox, in the order of the UIDs, and remembers where it was after each message.</summary>
internal sealed class MailboxReader(
    TicketMailbox mailbox, OpenMailboxes open, MailOptions options, IStateStore store, FailureBoundary boundary, CommentOnTicket deferring, CommentOnTicket keeping, TimeProvider time, ILogger<UpdateTickets> log)
{
    /// <summary>Of one message, with everything that is asked for it.</summary>
    private static readonly TimeSpan s_longestMessage = TimeSpan.FromSeconds(40);

    /// <summary>With less time left no message is begun.</summary>
    private static readonly TimeSpan s_leastTime = TimeSpan.FromSeconds(5);

    /// <summary>A position that nobody has moved for so long: everything within <c>Mail__MaxAge</c> is looked at anew.</summary>
    private static readonly TimeSpan s_keptFor = TimeSpan.FromDays(365);

    /// <summary>After a login that was refused: servers lock accounts after some.</summary>
    private static readonly TimeSpan s_afterRefusal = TimeSpan.FromMinutes(10);

    /// <summary>So many runs may stop at one message; then, if the CRM is well, the fault is with the message, and it becomes a letter.</summary>
    private const int MostStops = 3;

    public string Name => mailbox.Options.Name;

    private string PositionKey => $"mail/position/{Name}";

    private string RefusedKey => $"mail/refused/{Name}";

    /// <exception cref="UpstreamException">The mail server, the CRM or the state store is away.</exception>
    public async Task RunAsync(MailRun run, MailboxRun report, CancellationToken ct)
    {
        if (await store.GetAsync(RefusedKey, ct) is { } refusal)
        {
            throw new UpstreamException(Name, UpstreamFault.AuthRefused, $"{refusal} Not tried again within {s_afterRefusal.TotalMinutes:0} minutes, because servers lock accounts; crm-enrich mail check tries at once.");
        }

        var borrowed = await BorrowAsync(ct);
        try
        {
            var position = MailPosition.Parse(await store.GetAsync(PositionKey, ct), borrowed.Mailbox.UidValidity);
            var uids = await borrowed.Mailbox.FindAsync(position.Uid, time.GetUtcNow() - options.MaxAge, ct);
            report.Left = uids.Count;
            foreach (var uid in uids)
            {
                if (run.End - time.GetUtcNow() < s_leastTime)
                {
                    report.EndedBy = MailRunEnd.TimeUp;
                    return;
                }

                var e = new MailEvent(Name, borrowed.Mailbox.UidValidity, uid);
                var outcome = await HandleAsync(e, run, ct);
                if (IsLeft(outcome) && !borrowed.Mailbox.IsOpen)
                {
                    // Servers close connections at any time: once more with a new one.
                    await borrowed.DisposeAsync();
                    borrowed = await BorrowAsync(ct);
                    if (borrowed.Mailbox.UidValidity == e.UidValidity)
                    {
                        outcome = await HandleAsync(e, run, ct);
                    }
                }

                if (IsLeft(outcome))
                {
                    (report.EndedBy, report.Failure) = (MailRunEnd.Failed, outcome is Outcome.Ignored { Why: { } why } ? why : "The next message is being handled elsewhere, or was when a process ended.");
                    return;
                }

                report.Count(outcome.Name);
                report.Left--;
                await store.PutAsync(PositionKey, $"{new MailPosition(e.UidValidity, uid)}", s_keptFor, ct);
                await MoveAsync(borrowed.Mailbox, uid, outcome, ct);
            }

            report.EndedBy = MailRunEnd.Complete;
        }
        finally
        {
            await borrowed.DisposeAsync();
        }
    }

    private static bool IsLeft(Outcome outcome) => outcome is Outcome.InProgress or Outcome.Ignored { As: TicketOutcome.Deferred };

    private async Task<BorrowedMailbox> BorrowAsync(CancellationToken ct)
    {
        try
        {
            return await open.BorrowAsync(mailbox.Options, ct);
        }
        catch (UpstreamException e) when (e.Fault is UpstreamFault.AuthRefused)
        {
            await store.PutAsync(RefusedKey, e.Message, s_afterRefusal, ct);
            throw;
        }
    }

    private async Task<Outcome> HandleAsync(MailEvent e, MailRun run, CancellationToken ct)
    {
        var left = run.End - time.GetUtcNow();
        var delivery = new Delivery(e.ToJson(), run.Invocation, left < s_longestMessage ? left : s_longestMessage, run.Function);
        var outcome = await boundary.RunAsync(deferring, delivery, ct);
        return outcome is Outcome.Ignored { As: TicketOutcome.Deferred } && await IsStuckAsync(e, ct) ? await boundary.RunAsync(keeping, delivery, ct) : outcome;
    }

    /// <summary>One message that a healthy CRM cannot take may not hold up the others for ever.</summary>
    private async Task<bool> IsStuckAsync(MailEvent e, CancellationToken ct)
    {
        if (await store.AddAsync($"mail/stops/{e.Key}", 1, options.MaxAge, ct) < MostStops)
        {
            return false;
        }

        try
        {
            await mailbox.Desk.ProbeAsync(options, ct);
            return true;
        }
        catch (UpstreamException)
        {
            return false;
        }
    }

    /// <summary>The comment is written, so a message that cannot be moved is only said.</summary>
    private async Task MoveAsync(IMailbox from, uint uid, Outcome outcome, CancellationToken ct)
    {
        var folder = outcome switch
        {
            Outcome.Done or Outcome.Duplicate => mailbox.Options.MoveCommentedTo,
            Outcome.Ignored { As: not nameof(TicketOutcome.MessageGone) } => mailbox.Options.MoveIgnoredTo,
            _ => "",
        };
        if (folder.Length == 0)
        {
            return;
        }

        try
        {
            await from.MoveAsync(uid, folder, ct);
        }
        catch (UpstreamException e)
        {
            log.NotMoved(Name, uid, e.Message);
        }
    }
}
