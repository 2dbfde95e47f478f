using System.Text.Json.Serialization;

namespace CrmEnrichment.Tickets;

/// <summary>What a run is asked for; <c>{}</c> by the schedule. A member that is none is refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MailRunRequest
{
    /// <summary>After this time the run ends by itself; unset: shortly before the function's timeout.</summary>
    public int? MaxSeconds { get; init; }
}
