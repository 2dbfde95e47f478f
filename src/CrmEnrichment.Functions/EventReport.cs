using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Functions;

/// <summary>What a function answers: EventBridge drops it, <c>sam local invoke</c> shows it.</summary>
/// <param name="Outcome">Such as <c>Enriched</c>, <c>NoMatch</c> or <c>CrmUnavailable</c>.</param>
/// <param name="Message">Why, where there is more to say than the outcome's name.</param>
/// <param name="LetterId">The letter that keeps the event, if it failed.</param>
public sealed record EventReport(string Outcome, string? Message = null, string? LetterId = null)
{
    internal static EventReport Of(Outcome outcome) => outcome switch
    {
        Outcome.DeadLettered letter => new(letter.Name, letter.Message, letter.LetterId),
        Outcome.Done done => new(done.Name, done.Detail),
        Outcome.Ignored ignored => new(ignored.Name, ignored.Why),
        _ => new(outcome.Name),
    };
}
