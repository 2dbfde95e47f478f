using System.Text.Json;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms;

/// <summary>One platform's events, read.</summary>
public interface IInteractionReader
{
    /// <returns>Not ours for another platform's events, too.</returns>
    EventReading<Interaction> Read(JsonElement payload);
}
