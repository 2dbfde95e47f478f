using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Cli.Letters;

/// <summary>Tells whoever looks that it is not everything.</summary>
internal static class WalkWarning
{
    public static void WarnIfFull(this LetterWalk walk)
    {
        if (walk.IsFull)
        {
            Console.Error.WriteLine($"SQS shows {LetterWalk.MostHeld} letters at once at most: there may be more behind these.");
        }
    }
}
