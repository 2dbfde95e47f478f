namespace CrmEnrichment.Calls;

/// <summary>What became of a request for an agent's call, for the person who made it.</summary>
/// <param name="Kind">What an HTTP status is made of.</param>
/// <param name="Sentence">For a person: what happened, and what to do. No number and no name stands in it.</param>
internal sealed record CallResult(CallResultKind Kind, string Sentence)
{
    /// <summary>The lead on the agent's screen, where that is known.</summary>
    public string? LeadId { get; init; }

    /// <summary>VICIdial's id of the call.</summary>
    public string? CallId { get; init; }

    public override string ToString() => $"{Kind}";
}

/// <summary>What became of it.</summary>
internal enum CallResultKind
{
    /// <summary>VICIdial says that the agent's browser has done it.</summary>
    Done,

    /// <summary>VICIdial has taken it, and does not say yet that it is done.</summary>
    NotConfirmed,

    /// <summary>The agent's state does not allow it: it may in a moment.</summary>
    NotNow,

    /// <summary>The agent, or our login, may not do it.</summary>
    NotAllowed,

    /// <summary>What was asked for cannot be.</summary>
    NotValid,

    /// <summary>VICIdial was not reached.</summary>
    NotReached,
}
