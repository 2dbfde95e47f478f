using System.Text.Json;
using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>One delivery of an event and its end.</summary>
internal sealed record Delivered(CampaignEvent Event, string Payload, EventOutcome Outcome)
{
    /// <summary>The outcome's name; "on-failure" where Lambda had to keep the event.</summary>
    public string End { get; } = Outcome.Succeeded ? Member(Outcome, "outcome")! : "on-failure";

    public bool IsWritten => End is "Enriched" or "NoMatch" or "Ambiguous";

    public bool LeftALetter { get; } = Outcome.Succeeded && Member(Outcome, "letterId") is not null;

    public bool WasKilled => Outcome.Attempts.Any(a => a.ErrorType is "Runtime.ExitError");

    private static string? Member(EventOutcome outcome, string name) =>
        JsonElement.Parse(outcome.Last.Payload.Span).TryGetProperty(name, out var value) ? value.GetString() : null;
}
