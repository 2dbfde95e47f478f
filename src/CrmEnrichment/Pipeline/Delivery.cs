using System.Text.Json;
using CrmEnrichment.DeadLetters;

namespace CrmEnrichment.Pipeline;

/// <summary>One event handed to the boundary: by Lambda, or out of a letter.</summary>
/// <param name="Payload">The event as it came; a JSON string where it was no JSON.</param>
/// <param name="Owner">Who handles it: equal for Lambda's retries of one invocation, different for everyone else.</param>
/// <param name="TimeLeft">Until Lambda ends the invocation.</param>
/// <param name="Function">The function at work.</param>
/// <param name="Letter">The letter that it came from; null for a first delivery.</param>
public sealed record Delivery(JsonElement Payload, string Owner, TimeSpan TimeLeft, FunctionIdentity Function, DeadLetter? Letter = null)
{
    /// <summary>Set for every message of the dead-letter queue, whichever of its three forms it has.</summary>
    public bool IsReplay { get; init; }

    /// <summary>The schedule replays it, and no person.</summary>
    public bool IsHealing { get; init; }
}
