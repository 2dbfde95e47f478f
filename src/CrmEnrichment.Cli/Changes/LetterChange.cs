using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Replay;

namespace CrmEnrichment.Cli.Changes;

/// <summary>What a command does to each letter that is meant.</summary>
/// <param name="Queue">Where the letters are.</param>
/// <param name="Filter">What was asked for, for the record.</param>
/// <param name="Means">Which messages that comes to.</param>
/// <param name="ApplyAsync">Does it to one message, and deletes it where it is done.</param>
internal sealed record LetterChange(
    IDeadLetterQueue Queue,
    LetterFilter Filter,
    Func<QueuedLetter?, DateTimeOffset, bool> Means,
    Func<QueuedMessage, QueuedLetter?, Task<LetterResult>> ApplyAsync)
{
    public int? Limit { get; init; }

    public bool IsDryRun { get; init; }

    /// <summary>When the next letter may begin; null: at once.</summary>
    public ReplayRate? Rate { get; init; }

    /// <summary>Null: all at once.</summary>
    public Canary? Canary { get; init; }

    /// <summary>Asked with the count before anything is done; false ends the command.</summary>
    public Func<int, CancellationToken, Task<bool>> ConfirmAsync { get; init; } = (_, _) => Task.FromResult(true);
}
