using CrmEnrichment.Reconciliation;


namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>What a run found.</summary>
public sealed record DispositionReport
{
    /// <summary>More findings are counted and not listed: Lambda answers with 6 MB at most.</summary>
    internal const int MostListed = 2_000;

    /// <summary>The first day, in the zone of VICIdial's server.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>The last day; before <see cref="Since"/> where there is no day to compare.</summary>
    public required DateOnly Until { get; init; }

    public required bool Fix { get; init; }

    public int Days { get; set; }

    /// <summary>No Dispo Call URL has ever reached this deployment.</summary>
    public bool NoneEver { get; set; }

    /// <summary>How many calls VICIdial has to which an agent gave a disposition.</summary>
    public long Calls { get; set; }

    /// <summary>How many reached us.</summary>
    public long Told { get; set; }

    /// <summary>What did not reach us, by <see cref="DispositionFindingKind"/>.</summary>
    public SortedDictionary<string, int> Counts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How many were given to SyncDisposition.</summary>
    public int Fixed { get; set; }

    /// <summary>Those that are missing, stale or superseded, the oldest first.</summary>
    public IList<DispositionFinding> Findings { get; init; } = [];

    public int NotListed { get; set; }

    public IList<LostUrl> LostUrls { get; init; } = [];

    /// <summary>Days and dispositions of which VICIdial shows only the first 2,000 leads, such as <c>2026-11-27 NI</c>.</summary>
    public IList<string> Incomplete { get; init; } = [];

    /// <summary>Calls that VICIdial counts and for which no lead is missing: a lead that was called twice with one outcome, or one that was deleted.</summary>
    public long Unexplained { get; set; }

    public ReconcileEnd EndedBy { get; set; }

    /// <summary>This day and later ones have not been compared.</summary>
    public DateOnly? ContinueAt { get; set; }

    /// <summary>Which system failed and how.</summary>
    public string? Failure { get; set; }

    internal int Of(DispositionFindingKind kind) => Counts.GetValueOrDefault(kind.ToString());

    internal void Add(DispositionFinding finding)
    {
        Counts[finding.Kind.ToString()] = Of(finding.Kind) + 1;
        Fixed += finding.IsFixed ? 1 : 0;
        if (!finding.IsLack)
        {
            return;
        }

        if (Findings.Count < MostListed)
        {
            Findings.Add(finding);
        }
        else
        {
            NotListed++;
        }
    }
}
