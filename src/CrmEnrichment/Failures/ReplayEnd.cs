using System.Text.Json.Serialization;

namespace CrmEnrichment.Failures;

/// <summary>Why a replay stopped.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplayEnd>))]
public enum ReplayEnd
{
    QueueEmpty,
    Limit,
    TimeUp,
}
