using System.Text.Json;

namespace CrmEnrichment.Pipeline;

/// <summary>All handlers of a deployment, so that a letter finds the one that it failed in.</summary>
public sealed class EventRoutes(IEnumerable<EventRoute> routes)
{
    private readonly EventRoute[] _routes = [.. routes];

    public EventRoute? Named(string handler) =>
        Array.Find(_routes, route => string.Equals(route.Handler, handler, StringComparison.Ordinal));

    /// <summary>The handler that a bare event is for.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="functionArn">
    /// The function that it was meant for: the template names functions after their handler, with the stack's name around it. Null where the message does not
    /// say it, as one that SQS moved here from a function's queue. Then the first handler that reads the event as its own takes it, else the first of all.
    /// </param>
    /// <returns>Null where this deployment has no such handler.</returns>
    public EventRoute? OfEvent(JsonElement payload, string? functionArn) => functionArn is null
        ? Array.Find(_routes, route => route.IsOurs(payload)) ?? _routes.FirstOrDefault()
        : Array.Find(_routes, route => functionArn.Contains(route.Handler, StringComparison.Ordinal));
}
