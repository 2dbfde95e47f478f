using System.Text.Json.Serialization;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.DeadLetters;

/// <summary>Whether a replay would try a letter at a given moment.</summary>
[JsonConverter(typeof(ClosedSetJson<LetterStanding>))]
public enum LetterStanding
{
    RetryableNow,

    /// <summary>Its <c>notBefore</c> has not come.</summary>
    NotYet,

    /// <summary>It fails again unless the event, our code or our rights change.</summary>
    Permanent,
}
