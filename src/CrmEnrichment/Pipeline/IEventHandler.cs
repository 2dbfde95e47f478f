using System.Text.Json;

namespace CrmEnrichment.Pipeline;

/// <summary>One use case, run by the boundary; a dead letter finds it again by its name.</summary>
public interface IEventHandler
{
    string Name { get; }

    /// <summary>What the ledger, the logs and a letter need to know of the event; unknown where it cannot be read.</summary>
    EventIdentity Identify(JsonElement payload);

    /// <summary>Handles the event. The token is cancelled when the time for it is up.</summary>
    Task<Outcome> HandleAsync(JsonElement payload, CancellationToken ct);
}
