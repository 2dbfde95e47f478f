using CrmEnrichment.Platforms.Genesys;

namespace CrmEnrichment.Platforms;

/// <summary>What happened: one Genesys conversation reaching, or being reached by, one customer.</summary>
public sealed record Interaction
{
    public required Dialect Dialect { get; init; }

    /// <summary>Genesys' conversation id (tutorial dialect: interaction id), a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The customer's participant, or null where the event does not name it and the conversation has to be read.</summary>
    public string? CustomerParticipantId { get; init; }

    /// <summary>Upper case as Genesys sends it (VOICE, CALLBACK, MESSAGE, EMAIL, …); the list grows, so it stays text.</summary>
    public string MediaType { get; init; } = "UNKNOWN";

    public required Caller Caller { get; init; }

    /// <summary>The customer's id in the CRM, where the event carries one.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The event's own time, which its age is judged by; null where it carries none.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}
