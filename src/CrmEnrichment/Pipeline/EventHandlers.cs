namespace CrmEnrichment.Pipeline;

/// <summary>The use cases by name, so that a letter finds the one that it failed in.</summary>
public sealed class EventHandlers(IEnumerable<IEventHandler> handlers)
{
    private readonly IEventHandler[] _handlers = [.. handlers];

    public IEventHandler? Named(string name) =>
        Array.Find(_handlers, handler => string.Equals(handler.Name, name, StringComparison.Ordinal));

    /// <summary>The template names functions after their use case, with the stack's name around it; without an ARN the main job takes it.</summary>
    public IEventHandler? OfFunction(string? arn) => arn is null
        ? _handlers[0]
        : Array.Find(_handlers, handler => arn.Contains(handler.Name, StringComparison.Ordinal));
}
