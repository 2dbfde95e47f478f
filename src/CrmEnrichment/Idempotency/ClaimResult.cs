namespace CrmEnrichment.Idempotency;

/// <summary>What the ledger says when an event is about to be handled.</summary>
public enum ClaimResult
{
    /// <summary>Nobody has done it; it is ours now.</summary>
    Begun,

    /// <summary>It has been done.</summary>
    Done,

    /// <summary>Another delivery of the event is being handled at this moment.</summary>
    Running,
}
