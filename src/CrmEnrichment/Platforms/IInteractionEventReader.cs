using System.Text.Json;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms;

/// <summary>One platform's events of whole interactions, read.</summary>
public interface IInteractionEventReader
{
    /// <returns>Not ours for another platform's events, too.</returns>
    EventReading<InteractionEvent> Read(JsonElement payload);
}
