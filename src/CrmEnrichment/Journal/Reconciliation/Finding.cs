namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>One interaction that is not in order. It holds ids and times only.</summary>
public sealed record Finding
{
    /// <summary>The platform and its dialect, such as <c>genesys/partner</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>The platform's id.</summary>
    public required string InteractionId { get; init; }

    public required FindingKind Kind { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The CRMs that it is about.</summary>
    public required IReadOnlyList<string> Crms { get; init; }

    /// <summary>What the history tells and no event told: <c>start</c>, <c>end</c>, <c>number</c>, <c>agent</c>, <c>wrap-up</c>; empty where all was known and not written.</summary>
    public required IReadOnlyList<string> Lacks { get; init; }

    /// <summary>The journal was told, and has been given the work.</summary>
    public bool IsFixed { get; init; }
}
