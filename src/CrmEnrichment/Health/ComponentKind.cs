namespace CrmEnrichment.Health;

/// <summary>What a component is to us.</summary>
public enum ComponentKind
{
    /// <summary>A CRM that is asked who the customer is.</summary>
    CustomerSource,

    /// <summary>Where events come from and contexts go to.</summary>
    Platform,

    /// <summary>The queue that keeps what failed.</summary>
    DeadLetters,

    /// <summary>The table under the ledger and under large letters.</summary>
    State,
}
