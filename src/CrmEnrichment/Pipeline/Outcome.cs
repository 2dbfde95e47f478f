using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Pipeline;

/// <summary>What became of an event: the closed set of answers that a use case or the boundary can give.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>As metrics and answers name it.</summary>
    public string Name => this is DeadLettered letter ? letter.Reason.ToString() : GetType().Name;

    /// <summary>The customer's context is on the interaction.</summary>
    public sealed record Enriched : Outcome;

    /// <summary>Nobody is known under the number, or it is withheld; the context says so.</summary>
    public sealed record NoMatch : Outcome;

    /// <summary>Several customers; the context says how many.</summary>
    public sealed record Ambiguous(int Matches) : Outcome;

    /// <summary>A source failed or was late; the context holds what the others know.</summary>
    public sealed record Partial(IReadOnlyList<string> FailedSources) : Outcome;

    /// <summary>Not our event.</summary>
    public sealed record Ignored(string Why) : Outcome;

    /// <summary>Older than the configured age.</summary>
    public sealed record Stale : Outcome;

    /// <summary>Genesys no longer knows the interaction.</summary>
    public sealed record InteractionGone : Outcome;

    /// <summary>The ledger knows the event: it has been done.</summary>
    public sealed record Duplicate : Outcome;

    /// <summary>Another delivery of the same event is being handled at this moment, and answers for it.</summary>
    public sealed record InProgress : Outcome;

    /// <summary>A use case's own failure; the boundary makes a letter of it.</summary>
    public sealed record Failed(Failure Failure) : Outcome;

    /// <summary>The event lies in the dead-letter queue.</summary>
    public sealed record DeadLettered(FailureReason Reason, string LetterId, string Message) : Outcome
    {
        /// <summary>It has failed too often, and lies in the queue for parked letters instead.</summary>
        public bool IsParked { get; init; }
    }
}
