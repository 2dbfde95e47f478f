namespace CrmEnrichment.Platforms;

/// <summary>What happened: one interaction (Genesys: conversation) that reaches, or is reached by, one customer.</summary>
public sealed record Interaction
{
    /// <summary>Where the event came from, as its <see cref="IContextWriter"/> names it: the context goes back there.</summary>
    public required string Origin { get; init; }

    /// <summary>The platform's own id, in a form that may stand in a path; of Genesys a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The customer's participant, or null where the event does not name it and the interaction has to be read.</summary>
    public string? CustomerParticipantId { get; init; }

    /// <summary>Upper case as the platform sends it (VOICE, CALLBACK, MESSAGE, EMAIL, …); the list grows, so it stays text.</summary>
    public string MediaType { get; init; } = "UNKNOWN";

    public required Caller Caller { get; init; }

    /// <summary>The customer's id in the CRM, where the event carries one.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The event's own time; null where it carries none.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>From when on the event is too old to help anybody; null for never.</summary>
    public DateTimeOffset? StaleAt { get; init; }
}
