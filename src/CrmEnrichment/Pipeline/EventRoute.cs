using System.Text.Json;

namespace CrmEnrichment.Pipeline;

/// <summary>A handler behind its boundary, under the name by which letters find it.</summary>
/// <param name="Handler">Its name.</param>
/// <param name="IsOurs">Whether the handler reads the payload as an event of its own. False for a malformed one.</param>
/// <param name="Concerns">Whether the payload is an event of the handler's, malformed or not.</param>
/// <param name="RunAsync">Runs a delivery through the boundary and the handler.</param>
public sealed record EventRoute(string Handler, Func<JsonElement, bool> IsOurs, Func<JsonElement, bool> Concerns, Func<Delivery, CancellationToken, Task<Outcome>> RunAsync)
{
    public static EventRoute Of<TEvent>(IEventHandler<TEvent> handler, FailureBoundary boundary) =>
        new(handler.Name, payload => FailureBoundary.IsOurs(handler, payload), payload => FailureBoundary.Concerns(handler, payload), (delivery, ct) => boundary.RunAsync(handler, delivery, ct));

    /// <returns>All that the payload concerns; the first where it concerns none, because somebody has to say so.</returns>
    public static IReadOnlyList<EventRoute> Concerned(IReadOnlyList<EventRoute> routes, JsonElement payload) =>
        routes.Where(route => route.Concerns(payload)).ToList() is { Count: > 0 } concerned ? concerned : [routes[0]];
}
