using System.Text.Json.Serialization;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Reconciliation;

/// <summary>Why a run stopped.</summary>
[JsonConverter(typeof(ClosedSetJson<ReconcileEnd>))]
public enum ReconcileEnd
{
    /// <summary>The whole period was compared.</summary>
    Complete,

    /// <summary>The rest of the period is left; the report says where to go on.</summary>
    TimeUp,

    /// <summary>Another run is at work, and this one did nothing.</summary>
    OtherRun,

    /// <summary>A system did not answer, or refused; the report says which.</summary>
    Failed,
}
