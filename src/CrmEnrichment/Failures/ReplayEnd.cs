namespace CrmEnrichment.Failures;

/// <summary>Why a replay stopped.</summary>
public enum ReplayEnd
{
    QueueEmpty,
    Limit,
    TimeUp,
}
