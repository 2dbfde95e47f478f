using System.Text.Json.Serialization;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>What one check found.</summary>
[JsonConverter(typeof(ClosedSetJson<CheckVerdict>))]
public enum CheckVerdict
{
    Ok,

    /// <summary>Calls, leads or dispositions will be lost.</summary>
    Wrong,

    /// <summary>It may be meant so: a person has to look.</summary>
    Look,

    /// <summary>It could not be found out.</summary>
    Unknown,
}
