using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Replay;

/// <summary>The messages that one run of the schedule is to try, out of those that it meets; how the others stand is counted.</summary>
internal sealed class HealingChoice(HealingRule rule, ReplayReport report, TimeProvider time)
{
    /// <summary>More are not tried in one run, and each is held in memory with its event.</summary>
    private const int Most = 100;

    private readonly List<(QueuedMessage Message, QueuedLetter Letter)> _chosen = [];

    /// <summary>The fewest attempts first, so that a letter with a fault of its own does not come before the others; then the oldest.</summary>
    public IEnumerable<(QueuedMessage Message, QueuedLetter Letter)> InOrder => _chosen.OrderBy(chosen => Attempts(chosen.Letter)).ThenBy(chosen => FailedAt(chosen.Letter));

    /// <returns>Whether the message is to be tried.</returns>
    public bool Take(QueuedMessage message)
    {
        var now = time.GetUtcNow();
        var queued = LetterReader.Read(message);
        if (queued is null || rule.Of(queued, now) is not { } healing)
        {
            report.NeedingAPerson++;
            report.Permanent += queued is QueuedLetter.Enveloped { Letter.Retryable: false } ? 1 : 0;
            report.Unreadable += queued is null ? 1 : 0;
            return false;
        }

        if (healing.From > now)
        {
            report.Healing++;
            report.NotYet++;
            return false;
        }

        if (_chosen.Count >= Most)
        {
            report.Healing++;
            return false;
        }

        _chosen.Add((message, queued));
        return true;
    }

    private static int Attempts(QueuedLetter queued) => queued is QueuedLetter.Enveloped { Letter: var letter } ? letter.Attempts : 1;

    private static DateTimeOffset? FailedAt(QueuedLetter queued) => queued switch
    {
        QueuedLetter.Enveloped { Letter: var letter } => letter.FirstFailedAt,
        QueuedLetter.Raw raw => raw.SentAt,
        _ => null,
    };
}
