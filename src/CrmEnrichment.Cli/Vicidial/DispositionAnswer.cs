using CrmEnrichment.Dispositions.Reconciliation;
using CrmEnrichment.Reconciliation;

namespace CrmEnrichment.Cli.Vicidial;

/// <summary>What all invocations for some days found together.</summary>
internal sealed class DispositionAnswer(DateOnly since, DateOnly until, bool fix)
{
    private readonly Dictionary<(string Lead, string Disposition, DateOnly Day), DispositionFinding> _findings = [];
    private readonly SortedSet<string> _incomplete = new(StringComparer.Ordinal);
    private readonly List<LostUrl> _lost = [];

    public DateOnly Since => since;

    public DateOnly Until => until;

    public bool Fix => fix;

    public int Days { get; private set; }

    public long Calls { get; private set; }

    public long Told { get; private set; }

    public bool NoneEver { get; private set; }

    public SortedDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    public int Fixed { get; private set; }

    public IReadOnlyList<DispositionFinding> Findings => [.. _findings.Values];

    public int NotListed { get; private set; }

    public IReadOnlyList<LostUrl> LostUrls => _lost;

    public IReadOnlyCollection<string> Incomplete => _incomplete;

    public long Unexplained { get; private set; }

    public ReconcileEnd EndedBy { get; private set; }

    public DateOnly? ContinueAt { get; private set; }

    public string? Failure { get; private set; }

    internal bool IsWhole => EndedBy is ReconcileEnd.Complete;

    /// <summary>Something is wrong that nobody has been told to repair.</summary>
    internal bool NeedsAPerson => !IsWhole || LostUrls.Count > 0 || Incomplete.Count > 0 || Findings.Any(finding => finding is { Kind: DispositionFindingKind.Missing or DispositionFindingKind.Stale, IsFixed: false }) || (NotListed > 0 && !fix);

    public void Add(DispositionReport report)
    {
        Days += report.Days;
        Calls += report.Calls;
        Told += report.Told;
        NoneEver |= report.NoneEver;
        foreach (var (kind, count) in report.Counts)
        {
            Counts[kind] = Counts.GetValueOrDefault(kind) + count;
        }

        Fixed += report.Fixed;
        foreach (var finding in report.Findings)
        {
            _findings.TryAdd((finding.LeadId, finding.Disposition, finding.Day), finding);
        }

        NotListed += report.NotListed;
        _lost.AddRange(report.LostUrls);
        _incomplete.UnionWith(report.Incomplete);
        Unexplained += report.Unexplained;
        (EndedBy, ContinueAt, Failure) = (report.EndedBy, report.ContinueAt, report.Failure);
    }
}
