namespace CrmEnrichment.Platforms;

/// <summary>One interaction as its platform remembers it.</summary>
public sealed record PastInteraction
{
    /// <summary>The platform's id, in a form that may stand in a path.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>False for one among agents only.</summary>
    public required bool HasCustomer { get; init; }

    /// <summary>The same told as events would have told it: start, media, direction, the customer's number, the agents, wrap-ups, end. Added to what events told, they change nothing that is known.</summary>
    public required IReadOnlyList<InteractionEvent> Events { get; init; }

    public override string ToString() => $"past interaction {Id}";
}
