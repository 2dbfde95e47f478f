namespace CrmEnrichment.Local.Lambda;

/// <summary>What became of an asynchronous invocation: each attempt, and where it ended.</summary>
/// <param name="DestinationFailure">Why the record could not be delivered to the on-failure queue; null when it was, or was not needed.</param>
public sealed record EventOutcome(string RequestId, IReadOnlyList<InvocationResult> Attempts, bool SentToDestination, string? DestinationFailure)
{
    public bool Succeeded => Attempts[^1].Succeeded;

    public InvocationResult Last => Attempts[^1];
}
