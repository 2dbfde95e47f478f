namespace CrmEnrichment.Pipeline;

/// <summary>All handlers of a deployment, so that a letter finds the one that it failed in.</summary>
public sealed class EventRoutes(IEnumerable<EventRoute> routes)
{
    private readonly EventRoute[] _routes = [.. routes];

    public EventRoute? Named(string handler) =>
        Array.Find(_routes, route => string.Equals(route.Handler, handler, StringComparison.Ordinal));

    /// <summary>The template names functions after their handler, with the stack's name around it; without an ARN the first handler takes the event.</summary>
    public EventRoute? OfFunction(string? arn) => arn is null
        ? _routes.FirstOrDefault()
        : Array.Find(_routes, route => arn.Contains(route.Handler, StringComparison.Ordinal));
}
