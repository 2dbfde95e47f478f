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
}
