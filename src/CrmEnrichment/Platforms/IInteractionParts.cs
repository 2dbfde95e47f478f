namespace CrmEnrichment.Platforms;

/// <summary>A platform whose interactions have parts with events of their own, such as the phone call of a task.</summary>
public interface IInteractionParts
{
    /// <summary>Remembers the parts of an interaction, and finds the interaction of a part. Events of other platforms come back as they are.</summary>
    /// <returns>The event as one of the whole interaction; null for a part of no interaction that is known.</returns>
    /// <exception cref="Http.Upstreams.UpstreamException">Neither the state store nor the platform said it.</exception>
    Task<InteractionEvent?> PlaceAsync(InteractionEvent e, CancellationToken ct);
}
