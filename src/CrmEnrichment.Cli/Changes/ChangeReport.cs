namespace CrmEnrichment.Cli.Changes;

/// <summary>A change in counts.</summary>
internal sealed record ChangeReport
{
    public required string Command { get; init; }

    /// <summary>How many letters were meant when the selection was frozen.</summary>
    public required int Selected { get; init; }

    public bool DryRun { get; init; }

    public SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    public int Tried { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Not touched: interrupted or stopped before, or somebody else took or holds them.</summary>
    public int Left { get; set; }

    public bool Interrupted { get; set; }

    /// <summary>Of a canary's stage too many failed.</summary>
    public bool StoppedByCanary { get; set; }

    /// <summary>The letters of a dry run.</summary>
    public IReadOnlyCollection<string>? LetterIds { get; init; }

    public void Count(LetterFate fate)
    {
        Outcomes[fate.Outcome] = Outcomes.GetValueOrDefault(fate.Outcome) + 1;
        Tried++;
        Failed += fate.Failed ? 1 : 0;
    }
}
