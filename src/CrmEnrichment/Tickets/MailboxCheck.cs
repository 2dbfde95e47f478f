using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.State;
using CrmEnrichment.Tickets.Mailboxes;
using CrmEnrichment.Tickets.Rules;

namespace CrmEnrichment.Tickets;

/// <summary>What is wrong with the mailboxes, asked of the live servers. Nothing is written, and no message is read.</summary>
public sealed class MailboxCheck
{
    private readonly IReadOnlyList<TicketMailbox> _mailboxes;
    private readonly IMailServer _server;
    private readonly IStateStore _store;
    private readonly MailOptions _options;

    internal MailboxCheck(IReadOnlyList<TicketMailbox> mailboxes, IMailServer server, IStateStore store, MailOptions options) =>
        (_mailboxes, _server, _store, _options) = (mailboxes, server, store, options);

    public async Task<IReadOnlyList<MailCheckLine>> RunAsync(CancellationToken ct)
    {
        var lines = new List<MailCheckLine>();
        foreach (var mailbox in _mailboxes)
        {
            var name = mailbox.Options.Name;
            lines.Add(await TryAsync(name, "login and folder", () => OpenAsync(mailbox.Options, lines, ct)));
            lines.Add(await TryAsync(name, $"tickets of {mailbox.Desk.Name}", async () =>
            {
                await mailbox.Desk.ProbeAsync(_options, ct);
                return "tickets can be found, as far as reading shows it.";
            }));
        }

        return lines;
    }

    private async Task<string> OpenAsync(MailboxOptions options, List<MailCheckLine> lines, CancellationToken ct)
    {
        await using var opened = await _server.OpenAsync(options, ct);
        foreach (var folder in new[] { options.MoveCommentedTo, options.MoveIgnoredTo }.Where(folder => folder.Length > 0).Distinct(StringComparer.Ordinal))
        {
            var isThere = await opened.HasFolderAsync(folder, ct);
            lines.Add(new(options.Name, $"folder '{folder}'", isThere, isThere ? "is there." : "is not there: create it, or correct Mail__Mailboxes__N__MoveCommentedTo or MoveIgnoredTo."));
        }

        var position = await _store.GetAsync($"mail/position/{options.Name}", ct);
        var known = MailPosition.Parse(position, opened.UidValidity);
        return $"the login is taken; {opened.Count} {(opened.Count == 1 ? "message" : "messages")}. {(position is null ? "No run has been here yet." : known.Uid == 0 ? "The folder was made anew since the last run (UIDVALIDITY): the next looks at all messages within Mail__MaxAge." : $"Handled up to the UID {known.Uid}.")}";
    }

    private static async Task<MailCheckLine> TryAsync(string mailbox, string what, Func<Task<string>> check)
    {
        try
        {
            return new(mailbox, what, true, await check());
        }
        catch (UpstreamException e)
        {
            return new(mailbox, what, false, e.Message);
        }
    }
}
