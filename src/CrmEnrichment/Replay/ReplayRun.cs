using CrmEnrichment.DeadLetters;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Replay;

/// <summary>The bookkeeping of one replay.</summary>
internal sealed class ReplayRun(ReplayRequest request, DateTimeOffset lastStart, TimeProvider time)
{
    private readonly HashSet<string> _failedAgain = new(StringComparer.Ordinal);

    public ReplayReport Report { get; } = new();

    public ReplayRate Rate { get; } = new(request.Rate ?? (request.Healing ? HealingRun.DefaultRate : null), time);

    /// <summary>No letter is begun later.</summary>
    public DateTimeOffset LastStart => lastStart;

    public int Tried { get; set; }

    /// <summary>How many more letters may be tried.</summary>
    public int Room => (request.Limit ?? int.MaxValue) - Tried;

    public bool GoesOn()
    {
        Report.EndedBy = Room <= 0 ? ReplayEnd.Limit
            : time.GetUtcNow() + Rate.UntilNext >= lastStart ? ReplayEnd.TimeUp
            : ReplayEnd.QueueEmpty;
        return Report.EndedBy is ReplayEnd.QueueEmpty;
    }

    /// <summary>Whether a message is not to be tried in this run. A filter asks for what only our own envelope says.</summary>
    public bool Keeps(QueuedLetter? queued)
    {
        if (queued is not QueuedLetter.Enveloped { Letter: var letter })
        {
            if (request.Filter is null or { IsEmpty: true })
            {
                return false;
            }

            Report.NotSelected++;
            return true;
        }

        if (_failedAgain.Contains(letter.LetterId))
        {
            return true;
        }

        var now = time.GetUtcNow();
        if (request.Filter?.Matches(letter, now) is false)
        {
            Report.NotSelected++;
            return true;
        }

        if (!letter.Retryable && !request.IncludePermanent)
        {
            Report.Permanent++;
            return true;
        }

        if (letter.NotBefore > now)
        {
            Report.NotYet++;
            return true;
        }

        return false;
    }

    public AfterReplay Count(Outcome outcome)
    {
        Report.Outcomes[outcome.Name] = Report.Outcomes.GetValueOrDefault(outcome.Name) + 1;
        switch (outcome)
        {
            case Outcome.InProgress:
                Report.InProgress++;
                return AfterReplay.Keep;
            case Outcome.DeadLettered kept:
                _failedAgain.Add(kept.LetterId);
                _ = kept.IsParked ? Report.Parked++ : Report.FailedAgain++;
                return AfterReplay.Delete;
            default:
                Report.Done++;
                return AfterReplay.Delete;
        }
    }
}
