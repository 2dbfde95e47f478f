using CrmEnrichment.Cli.Output;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Cli.Letters;

/// <summary>How much of a queue was seen. Messages that somebody else holds are hidden from everybody but counted by SQS.</summary>
/// <param name="Seen">Met and held by us.</param>
/// <param name="InQueue">About how many there are, by the queue's own count of visible and hidden ones; null where we may not ask.</param>
public sealed record Coverage(int Seen, int? InQueue)
{
    public int HeldByOthers => Math.Max(0, (InQueue ?? Seen) - Seen);

    public bool IsWhole => HeldByOthers == 0;

    /// <summary>Compares a walk that has met all it could, and still holds it, with the queue's own count.</summary>
    internal static async Task<Coverage> OfAsync(LetterWalk walk, IDeadLetterQueue queue, CancellationToken ct)
    {
        try
        {
            return new Coverage(walk.Met, await queue.CountAsync(ct));
        }
        catch (UpstreamException e) when (e.Fault is UpstreamFault.Forbidden)
        {
            return new Coverage(walk.Met, InQueue: null);
        }
    }

    /// <summary>Says it on standard error, where there is anything to say.</summary>
    /// <returns>The exit code.</returns>
    internal int Tell(int otherwise = ExitCode.Done)
    {
        if (Sentence is { } sentence)
        {
            Terminal.Tell(sentence);
        }

        return IsWhole ? otherwise : ExitCode.NotAllSeen;
    }

    /// <summary>What was not seen, or may not have been; null where everything was.</summary>
    public string? Sentence =>
        InQueue is null ? $"{Seen} seen. Whether others hold more is unknown: grant sqs:GetQueueAttributes on the queue."
        : IsWhole ? null
        : $"{InQueue} in the queue: {Seen} seen, {HeldByOthers} held by others.{(Seen >= LetterWalk.MostHeld ? $" SQS shows {LetterWalk.MostHeld} at once at most." : "")}";
}
