using System.Text.Json.Serialization;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Cli.Letters;

/// <summary>Who put a message into the queue, by its form (docs/dead-letters.md).</summary>
[JsonConverter(typeof(ClosedSetJson<LetterForm>))]
public enum LetterForm
{
    Envelope,
    LambdaRecord,
    RawEvent,
    Unreadable,
}
