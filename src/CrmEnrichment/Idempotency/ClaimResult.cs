namespace CrmEnrichment.Idempotency;

/// <summary>What came of a claim.</summary>
public enum ClaimResult
{
    /// <summary>Nobody has done the event; it is ours now.</summary>
    Claimed,

    /// <summary>It was done before.</summary>
    Done,

    /// <summary>Another delivery of the event is being handled at this moment.</summary>
    InProgress,
}
