using System.Text.Json.Serialization;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>Which interactions are compared. Without <see cref="Since"/>, what the schedule asks for: yesterday and today. A member that is none is refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReconcileRequest
{
    /// <summary>Those that began at this time or later. Not further back than <c>Journal__RememberFor</c>.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Those that began before this time; unset: now.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether to repair what is found. Unset: as <c>Journal__Reconcile__Fix</c> says for the schedule, else no.</summary>
    public bool? Fix { get; init; }

    /// <summary>After this time the run ends by itself and says where to go on; unset: shortly before the function's timeout.</summary>
    public int? MaxSeconds { get; init; }

    [JsonIgnore]
    internal bool IsScheduled => Since is null;
}
