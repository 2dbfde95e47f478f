namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>One disposition that did not reach us. It holds ids only.</summary>
public sealed record DispositionFinding
{
    /// <summary>VICIdial's.</summary>
    public required string LeadId { get; init; }

    public required string Disposition { get; init; }

    /// <summary>In the zone of VICIdial's server.</summary>
    public required DateOnly Day { get; init; }

    public required DispositionFindingKind Kind { get; init; }

    /// <summary>The campaign or in-group, where only one had such calls.</summary>
    public string? Campaign { get; init; }

    public string? Agent { get; init; }

    /// <summary>Its URL was to be called and was not, as far as can be seen.</summary>
    internal bool IsLack => Kind is DispositionFindingKind.Missing or DispositionFindingKind.Stale or DispositionFindingKind.Superseded;

    /// <summary>It was given to SyncDisposition.</summary>
    public bool IsFixed { get; init; }
}
