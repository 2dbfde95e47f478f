namespace CrmEnrichment.Cli.Letters;

/// <summary>Who put a message into the queue, by its form (docs/dead-letters.md).</summary>
internal enum LetterForm
{
    Envelope,
    LambdaRecord,
    RawEvent,
    Unreadable,
}
