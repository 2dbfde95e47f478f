namespace CrmEnrichment.Health;

/// <summary>The role of a component.</summary>
public enum ComponentKind
{
    /// <summary>A CRM that is asked who the customer is.</summary>
    CustomerSource,

    /// <summary>The system that events come from and contexts are written to.</summary>
    Platform,

    /// <summary>The queue that keeps what failed.</summary>
    DeadLetters,

    /// <summary>The table that holds claims, cached answers and parts of large letters.</summary>
    State,

    /// <summary>A CRM that is told what happened.</summary>
    Journal,

    /// <summary>A CRM that is told how calls ended.</summary>
    Dispositions,

    /// <summary>A queue that triggers one of our functions.</summary>
    WorkQueue,

    /// <summary>A mailbox that is read.</summary>
    Mailbox,

    /// <summary>A CRM whose tickets get comments.</summary>
    Tickets,
}
