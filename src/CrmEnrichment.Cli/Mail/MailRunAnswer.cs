using CrmEnrichment.Diagnostics;
using CrmEnrichment.Tickets;

namespace CrmEnrichment.Cli.Mail;

/// <summary>What all invocations together did.</summary>
internal sealed class MailRunAnswer
{
    private readonly SortedDictionary<string, MailboxRun> _runs = new(StringComparer.Ordinal);

    public IReadOnlyCollection<MailboxRun> Mailboxes => _runs.Values;

    /// <summary>Nothing is left that this could have done.</summary>
    public bool IsWhole => _runs.Values.All(run => run.EndedBy is MailRunEnd.Complete);

    public void Add(MailRunReport report)
    {
        foreach (var run in report.Mailboxes)
        {
            if (!_runs.TryGetValue(run.Mailbox, out var sum))
            {
                _runs[run.Mailbox] = run;
                continue;
            }

            foreach (var (outcome, count) in run.Messages)
            {
                sum.Messages[outcome] = sum.Messages.GetValueOrDefault(outcome) + count;
            }

            (sum.Left, sum.EndedBy, sum.Failure) = (run.Left, run.EndedBy, run.Failure);
        }
    }

    public IEnumerable<string> Lines() => _runs.Values.Select(run =>
    {
        var messages = run.Messages.Count == 0 ? "nothing new" : string.Join(", ", run.Messages.Select(count => $"{count.Value} {count.Key}"));
        var end = run.EndedBy switch
        {
            MailRunEnd.Complete => "Nothing is left.",
            MailRunEnd.OtherRun => "Another run is at work in it. Try again in a minute.",
            MailRunEnd.TimeUp => $"{run.Left} are left; no progress was made. Look at the function's log.",
            _ => $"{run.Left} are left. {Redaction.Mask(run.Failure ?? "")}",
        };
        return $"{run.Mailbox}: {messages}. {end}";
    });
}
