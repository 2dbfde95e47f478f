using System.Text.Json;

namespace CrmEnrichment.Pipeline;

/// <summary>One use case, run by the boundary.</summary>
/// <typeparam name="TEvent">What it makes of a payload; an event is read once.</typeparam>
public interface IEventHandler<TEvent>
{
    /// <summary>A dead letter finds the handler by this name, and idempotency keys begin with it: never change it.</summary>
    string Name { get; }

    /// <summary>Never throws for what is in the payload: what cannot be read is <see cref="EventReading{TEvent}.Invalid"/>.</summary>
    EventReading<TEvent> Read(JsonElement payload);

    /// <summary>Does the work. The token is cancelled when the time for it is up.</summary>
    Task<Outcome> HandleAsync(TEvent e, CancellationToken ct);
}
