using CrmEnrichment.Reconciliation;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>What a run found, in counts, and each interaction that is not in order.</summary>
public sealed record ReconcileReport
{
    /// <summary>More findings are counted and not listed: Lambda answers with 6 MB at most.</summary>
    internal const int MostListed = 2_000;

    private readonly Dictionary<(FindingKind, string), int> _byCrm = [];

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required bool Fix { get; init; }

    /// <summary>How many interactions of the history were compared.</summary>
    public int Interactions { get; set; }

    /// <summary>How many of them, by <see cref="FindingKind"/>.</summary>
    public SortedDictionary<string, int> Counts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How many were given to the journal to be repaired.</summary>
    public int Fixed { get; set; }

    /// <summary>What is missing, unfinished, duplicate or gone, the oldest first.</summary>
    public IList<Finding> Findings { get; init; } = [];

    public int NotListed { get; set; }

    /// <summary>CRMs whose entries could not be read, where <c>Journal__Reconcile__ReadCrms</c> asks for it.</summary>
    public SortedSet<string> NotRead { get; init; } = new(StringComparer.Ordinal);

    public ReconcileEnd EndedBy { get; set; }

    /// <summary>The interactions that began at this time or later have not been compared.</summary>
    public DateTimeOffset? ContinueAt { get; set; }

    /// <summary>Which system failed and how.</summary>
    public string? Failure { get; set; }

    internal int Of(FindingKind kind) => Counts.GetValueOrDefault(kind.ToString());

    internal int Of(FindingKind kind, string crm) => _byCrm.GetValueOrDefault((kind, crm));

    internal void Add(FindingKind kind, Finding? finding)
    {
        Interactions++;
        Counts[kind.ToString()] = Of(kind) + 1;
        if (finding is null)
        {
            return;
        }

        Fixed += finding.IsFixed ? 1 : 0;
        foreach (var crm in finding.Crms)
        {
            _byCrm[(kind, crm)] = Of(kind, crm) + 1;
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
