namespace CrmEnrichment.Pipeline;

/// <summary>A handler behind its boundary, under the name by which letters find it.</summary>
public sealed record EventRoute(string Handler, Func<Delivery, CancellationToken, Task<Outcome>> RunAsync)
{
    public static EventRoute Of<TEvent>(IEventHandler<TEvent> handler, FailureBoundary boundary) =>
        new(handler.Name, (delivery, ct) => boundary.RunAsync(handler, delivery, ct));
}
