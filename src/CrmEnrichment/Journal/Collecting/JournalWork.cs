using System.Text.Json;
using CrmEnrichment.JsonReading;
using CrmEnrichment.Pipeline;
using CrmEnrichment.WorkQueues;

namespace CrmEnrichment.Journal.Collecting;

/// <summary>A message of the journal's queue: an interaction whose entry is to be looked at.</summary>
/// <param name="Origin">The platform and its dialect, such as <c>genesys/partner</c>.</param>
/// <param name="InteractionId">The platform's id.</param>
public sealed record JournalWork(string Origin, string InteractionId)
{
    private const string Member = "interaction";

    /// <summary>Equal for all messages about one interaction.</summary>
    internal string Name => $"{Origin}/{InteractionId}";

    internal WorkMessage Message(TimeSpan delay) => new(
        $$"""{"{{Member}}":"{{JsonEncodedText.Encode(Name)}}"}""",
        delay < TimeSpan.Zero ? TimeSpan.Zero : delay > IWorkQueue.LongestDelay ? IWorkQueue.LongestDelay : delay);

    internal static EventReading<JournalWork> Read(JsonElement payload)
    {
        var name = payload.ValueKind is JsonValueKind.Object ? new FieldReader(payload, "message").Text(Member) : null;
        return name?.LastIndexOf('/') is > 0 and var slash && EventKey.Plain(name[(slash + 1)..]) is { } id
            ? new EventReading<JournalWork>.Ours(new(name[..slash], id)) { Identity = new(Key: null, CorrelationId: id, OccurredAt: null) }
            : new EventReading<JournalWork>.Invalid($"The message is no {{\"{Member}\": \"ORIGIN/ID\"}}: only LogInteraction and reconciliation write to this queue.");
    }
}
