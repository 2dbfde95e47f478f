using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Platforms.Genesys;

/// <summary>What a participant did for a while, in Genesys Cloud's analytics: <c>interact</c>, <c>hold</c>, <c>wrapup</c>, <c>alert</c>, …</summary>
/// <param name="Type">Lower case; the list grows.</param>
/// <param name="Start">Its beginning.</param>
/// <param name="End">Null while it lasts.</param>
/// <param name="QueueId">Of an agent's segment.</param>
/// <param name="WrapUpCode">By its id; also of a segment that is no <c>wrapup</c>.</param>
/// <param name="Notes">What the agent wrote.</param>
internal sealed record GenesysSegment(string Type, DateTimeOffset Start, DateTimeOffset? End, string? QueueId, string? WrapUpCode, string? Notes)
{
    public bool IsWrapUp => Type is "wrapup";

    /// <returns>Of all sessions of the participant, in the order of their beginnings; those without a beginning are left out.</returns>
    public static IReadOnlyList<GenesysSegment> Of(JsonElement participant) =>
        [.. GenesysHistory.Items(participant, "sessions").SelectMany(session => GenesysHistory.Items(session, "segments")).Select(Read).OfType<GenesysSegment>().OrderBy(segment => segment.Start)];

    /// <summary>How long segments last together. Those of a callback and of its call overlap: such a time counts once.</summary>
    public static TimeSpan Together(IEnumerable<GenesysSegment> segments, DateTimeOffset openEnd)
    {
        var (sum, until) = (TimeSpan.Zero, DateTimeOffset.MinValue);
        foreach (var segment in segments.OrderBy(segment => segment.Start))
        {
            var end = segment.End ?? openEnd;
            var start = segment.Start > until ? segment.Start : until;
            if (end > start)
            {
                (sum, until) = (sum + (end - start), end);
            }
        }

        return sum;
    }

    private static GenesysSegment? Read(JsonElement segment)
    {
        var fields = new FieldReader(segment, "segment");
        return fields.Iso8601("segmentStart") is { } start
            ? new(
                fields.Text("segmentType")?.ToLowerInvariant() ?? "",
                start,
                fields.Iso8601("segmentEnd"),
                fields.Text("queueId"),
                fields.Text("wrapUpCode"),
                fields.LongText("wrapUpNote", GenesysInteractionEventReader.LongestNotes))
            : null;
    }

    // Notes are a person's.
    public override string ToString() => $"segment {Type}";
}
