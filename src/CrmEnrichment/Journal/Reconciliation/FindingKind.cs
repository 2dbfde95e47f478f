using System.Text.Json.Serialization;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Journal.Reconciliation;

/// <summary>How the journal stands to one interaction of the platform's history.</summary>
[JsonConverter(typeof(ClosedSetJson<FindingKind>))]
public enum FindingKind
{
    /// <summary>Every CRM that is to have an entry has it, with all that the history tells.</summary>
    InOrder,

    /// <summary>A CRM that is to have an entry has none.</summary>
    Missing,

    /// <summary>The entries lack something that is known, or that the history tells.</summary>
    Unfinished,

    /// <summary>A CRM has two entries: one for each dialect in which events told of the interaction.</summary>
    Duplicate,

    /// <summary>The CRM no longer has the entry that we wrote.</summary>
    Gone,

    /// <summary>No entry, as the settings ask: an excluded interaction, or an unknown caller.</summary>
    ByPolicy,

    /// <summary>The entry is not due, or the interaction goes on or ended only just now.</summary>
    Waiting,

    /// <summary>An interaction among agents.</summary>
    NoCustomer,
}
