using CrmEnrichment.Journal.Reconciliation;
using CrmEnrichment.Reconciliation;

namespace CrmEnrichment.Cli.Reconciliation;

/// <summary>What all invocations for one period found together.</summary>
public sealed class ReconcileAnswer(DateTimeOffset since, DateTimeOffset until, bool fix)
{
    private readonly Dictionary<string, Finding> _findings = new(StringComparer.Ordinal);

    public DateTimeOffset Since => since;

    public DateTimeOffset Until => until;

    public bool Fix => fix;

    public int Interactions { get; private set; }

    public SortedDictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    public int Fixed { get; private set; }

    public IReadOnlyList<Finding> Findings => [.. _findings.Values];

    public int NotListed { get; private set; }

    public SortedSet<string> NotRead { get; } = new(StringComparer.Ordinal);

    public ReconcileEnd EndedBy { get; private set; }

    public DateTimeOffset? ContinueAt { get; private set; }

    public string? Failure { get; private set; }

    internal bool IsWhole => EndedBy is ReconcileEnd.Complete;

    /// <summary>Something is wrong that nobody has been told to repair.</summary>
    internal bool NeedsAPerson => !IsWhole || NotRead.Count > 0 || Findings.Any(finding => !finding.IsFixed) || (NotListed > 0 && !fix);

    public void Add(ReconcileReport report)
    {
        Interactions += report.Interactions;
        foreach (var (kind, count) in report.Counts)
        {
            Counts[kind] = Counts.GetValueOrDefault(kind) + count;
        }

        Fixed += report.Fixed;
        foreach (var finding in report.Findings)
        {
            _findings.TryAdd(finding.InteractionId, finding);
        }

        NotListed += report.NotListed;
        NotRead.UnionWith(report.NotRead);
        (EndedBy, ContinueAt, Failure) = (report.EndedBy, report.ContinueAt, report.Failure);
    }
}
