namespace CrmEnrichment.Pipeline;

/// <summary>What is known of an event before it is judged: for idempotency, the logs and the dead letter.</summary>
/// <param name="Key">Equal for two deliveries of one event; null when nothing in it identifies it.</param>
/// <param name="CorrelationId">Genesys' correlation id, else the envelope's id.</param>
/// <param name="OccurredAt">The event's own time.</param>
public sealed record EventIdentity(string? Key, string? CorrelationId, DateTimeOffset? OccurredAt)
{
    /// <summary>From when on the event is too old to be handled; null for never.</summary>
    public DateTimeOffset? StaleAt { get; init; }

    public static EventIdentity Unknown { get; } = new(null, null, null);
}
