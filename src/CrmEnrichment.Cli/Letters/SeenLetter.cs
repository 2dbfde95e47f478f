using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;

namespace CrmEnrichment.Cli.Letters;

/// <summary>A message that a look has met, and is held until the look ends.</summary>
/// <param name="Message">As SQS gave it.</param>
/// <param name="Queued">What it holds; null where that is in no form that we know.</param>
/// <param name="Listed">Its small facts.</param>
internal sealed record SeenLetter(QueuedMessage Message, QueuedLetter? Queued, ListedLetter Listed);
