using System.Text.Json.Serialization;

namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>Which days are compared. Without <see cref="Since"/>, what the schedule asks for: the last two days that are over. A member that is none is refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DispositionReconcileRequest
{
    /// <summary>The first day, in the zone of VICIdial's server.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The last day; unset: today.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether to give what is missing to SyncDisposition. Unset: as <c>Vicidial__Reconcile__Fix</c> says for the schedule, else no.</summary>
    public bool? Fix { get; init; }

    /// <summary>After this time the run ends by itself and says where to go on; unset: shortly before the function's timeout.</summary>
    public int? MaxSeconds { get; init; }

    [JsonIgnore]
    internal bool IsScheduled => Since is null;
}
