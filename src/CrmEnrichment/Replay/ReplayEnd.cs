using System.Text.Json.Serialization;

namespace CrmEnrichment.Replay;

/// <summary>Why a replay stopped.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplayEnd>))]
public enum ReplayEnd
{
    QueueEmpty,
    Limit,
    TimeUp,
}
