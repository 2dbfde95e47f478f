namespace CrmEnrichment.Replay;

/// <summary>What a replay did, in counts; the letters themselves are in the logs by id.</summary>
public sealed record ReplayReport
{
    /// <summary>Handled and deleted.</summary>
    public int Done { get; set; }

    /// <summary>Tried, failed, and kept with one attempt more.</summary>
    public int FailedAgain { get; set; }

    /// <summary>Tried, failed too often by now, and set aside in the queue for parked letters.</summary>
    public int Parked { get; set; }

    /// <summary>Not tried: the filter does not mean it.</summary>
    public int NotSelected { get; set; }

    /// <summary>Not tried: its <c>notBefore</c> has not come.</summary>
    public int NotYet { get; set; }

    /// <summary>Not tried: permanent, and the request did not ask for those.</summary>
    public int Permanent { get; set; }

    /// <summary>Left alone when its turn came: another invocation is at work on the same event.</summary>
    public int InProgress { get; set; }

    /// <summary>Not tried: in no form that we know, or of a handler or version that this deployment lacks, or its event is gone.</summary>
    public int Unreadable { get; set; }

    /// <summary>Only of the schedule: left for its next run, because a system that they need is still down.</summary>
    public int? HeldBack { get; set; }

    /// <summary>Only of the schedule: those that it leaves and will try again.</summary>
    public int? Healing { get; set; }

    /// <summary>Only of the schedule: those that it leaves to a person, permanent and unreadable ones included.</summary>
    public int? NeedingAPerson { get; set; }

    /// <summary>Only of the schedule: the systems that were still down.</summary>
    public IReadOnlyCollection<string>? StillDown { get; set; }

    /// <summary>About how many messages lie in the queue afterwards; unset where SQS did not say.</summary>
    public int? Left { get; set; }

    /// <summary>Why it ended: <c>QueueEmpty</c>, <c>Limit</c>, <c>TimeUp</c> or <c>OtherRun</c>.</summary>
    public ReplayEnd EndedBy { get; set; }

    /// <summary>Outcomes by name, such as <c>Enriched</c> or <c>CrmUnavailable</c>.</summary>
    public SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);
}
