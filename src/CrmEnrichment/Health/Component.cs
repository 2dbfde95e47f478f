namespace CrmEnrichment.Health;

/// <summary>A system that this deployment depends on.</summary>
/// <param name="Name">As in logs, metrics and letters: a source by its configured name.</param>
/// <param name="ProbeAsync">A real and cheap call that fails when the component cannot do its work.</param>
public sealed record Component(string Name, ComponentKind Kind, Func<CancellationToken, Task> ProbeAsync);
