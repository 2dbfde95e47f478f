using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Simulation.Traffic;

/// <summary>One call, from its event to its context.</summary>
internal sealed class Call
{
    public required DateTimeOffset At { get; init; }

    /// <summary>When its context was accepted; null until then.</summary>
    public DateTimeOffset? ContextAt { get; set; }

    /// <summary>Why its first letter was written; null where there was none.</summary>
    public string? LetterReason { get; set; }

    /// <summary>Of a letter that was there before.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>Its event is on its way, waits in a queue or is being handled.</summary>
    public bool IsUnderWay { get; set; }

    public double? WaitMs => (ContextAt - At)?.TotalMilliseconds;

    public void Keep(FailureReason reason) => LetterReason ??= $"{reason}";
}
