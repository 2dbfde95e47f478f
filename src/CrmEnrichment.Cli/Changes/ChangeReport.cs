using System.Text.Json.Serialization;

namespace CrmEnrichment.Cli.Changes;

/// <summary>A change in counts.</summary>
internal sealed record ChangeReport
{
    public required string Command { get; init; }

    /// <summary>How many letters were meant when the selection was made.</summary>
    public required int Selected { get; init; }

    /// <summary>Messages that could not be looked at, because somebody else held them.</summary>
    public int HeldByOthers { get; init; }

    public bool DryRun { get; init; }

    public SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    public int Tried { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Done without a source that did not answer.</summary>
    public int Partial { get; private set; }

    /// <summary>Not touched: interrupted or stopped before, or somebody else took or holds them.</summary>
    public int Left { get; set; }

    public bool Interrupted { get; set; }

    /// <summary>The canary's stage at work, from 1; 0 without a canary.</summary>
    public int CanaryStage { get; set; }

    /// <summary>Of that stage too many failed or ended in <c>Partial</c>.</summary>
    public bool StoppedByCanary { get; set; }

    /// <summary>The letters of a dry run.</summary>
    public IReadOnlyCollection<string>? LetterIds { get; init; }

    /// <summary>What a canary counts against a stage.</summary>
    [JsonIgnore]
    public int Unsound => Failed + Partial;

    [JsonIgnore]
    public int ExitCode =>
        Interrupted ? Cli.ExitCode.Interrupted
        : Failed > 0 || Left > 0 || (CanaryStage > 0 && Partial > 0) ? Cli.ExitCode.SomeFailed
        : HeldByOthers > 0 ? Cli.ExitCode.NotAllSeen
        : Cli.ExitCode.Done;

    public void Count(LetterResult result)
    {
        Outcomes[result.Outcome] = Outcomes.GetValueOrDefault(result.Outcome) + 1;
        Tried++;
        Failed += result.Failed ? 1 : 0;
        Partial += result.IsPartial ? 1 : 0;
    }
}
