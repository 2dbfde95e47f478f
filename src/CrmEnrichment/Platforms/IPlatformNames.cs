namespace CrmEnrichment.Platforms;

/// <summary>Names for the ids that a platform's events carry. One that may not be read, or does not exist, is null: it fails nothing, and the id stays in its place.</summary>
/// <remarks>A platform that does not answer is an <see cref="Http.Upstreams.UpstreamException"/>: a journal entry is better late than without its outcome.</remarks>
public interface IPlatformNames
{
    /// <summary>The <see cref="Interaction.Origin"/>s whose ids it knows.</summary>
    bool Knows(string origin);

    Task<string?> WrapUpAsync(string code, CancellationToken ct);

    Task<string?> QueueAsync(string id, CancellationToken ct);

    Task<AgentNames?> AgentAsync(string id, CancellationToken ct);

    /// <summary>A link that shows the interaction to a person; null where the platform has none.</summary>
    Uri? LinkTo(string interactionId);
}

/// <summary>An agent as the platform knows them.</summary>
public sealed record AgentNames(string? Name, string? Email)
{
    public override string ToString() => "an agent's names";
}
