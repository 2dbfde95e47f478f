using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Crm.Journals;

/// <summary>Something a person has to do after an interaction.</summary>
public sealed record FollowUpTask
{
    /// <summary>As unique as an entry's: the interaction's, and the rule's name.</summary>
    public required string TrackingId { get; init; }

    public required string Title { get; init; }

    public string? Text { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    public CustomerRef? Customer { get; init; }

    /// <summary>The owner by the CRM's id; null leaves it to the CRM.</summary>
    public string? OwnerId { get; init; }

    public override string ToString() => $"task {TrackingId}";
}

/// <summary>How urgent a task is.</summary>
public enum TaskPriority
{
    Low,
    Normal,
    High,
}
