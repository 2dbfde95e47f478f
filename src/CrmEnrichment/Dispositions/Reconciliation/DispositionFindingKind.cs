using System.Text.Json.Serialization;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>How it stands with one disposition that VICIdial has and that did not reach us.</summary>
[JsonConverter(typeof(ClosedSetJson<DispositionFindingKind>))]
public enum DispositionFindingKind
{
    /// <summary>The lead still has it: its CRM record lacks it.</summary>
    Missing,

    /// <summary>As <see cref="Missing"/>, and older than <c>Vicidial__MaxEventAge</c>: SyncDisposition would drop it.</summary>
    Stale,

    /// <summary>The lead has another one by now, so the CRM record is not to get this one any more.</summary>
    Superseded,

    /// <summary>The lead has no vendor code, so it belongs to no CRM record.</summary>
    NoVendorCode,

    /// <summary>The call ended only just now, and its URL may still come.</summary>
    Waiting,

    /// <summary>The call was before the first URL that ever reached us.</summary>
    BeforeTheFirst,
}
