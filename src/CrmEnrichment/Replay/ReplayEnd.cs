using System.Text.Json.Serialization;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Replay;

/// <summary>Why a replay stopped.</summary>
[JsonConverter(typeof(ClosedSetJson<ReplayEnd>))]
public enum ReplayEnd
{
    QueueEmpty,
    Limit,
    TimeUp,

    /// <summary>Another run of the schedule is at work, and this one did nothing.</summary>
    OtherRun,
}
