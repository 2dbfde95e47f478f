using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Local.Stories;

/// <summary>What a function answered, read for a person.</summary>
internal sealed record Answer(InvocationResult Result)
{
    /// <summary>Null where the function failed or answered no JSON object. Names are read in either case: Lambda's serializers write them differently.</summary>
    public JsonObject? Json { get; } = EventFacts.TryParse(Result.Text, new JsonNodeOptions { PropertyNameCaseInsensitive = true }) as JsonObject;

    /// <summary>The event's outcome, the HTTP status, the state of health, the end of the replay or of the run in a mailbox, or what became of a queue's batch; Lambda's error where the function failed.</summary>
    public string Outcome => Member("outcome") ?? Member("statusCode") ?? Member("status") ?? Member("endedBy") ?? Mailbox?["endedBy"]?.ToString() ?? Batch ?? Result.ErrorType ?? "?";

    /// <summary>What a run did in the first mailbox.</summary>
    public JsonObject? Mailbox => Result.Succeeded && Json?["mailboxes"] is JsonArray and [JsonObject first, ..] ? first : null;

    /// <summary>Of a function that a queue triggers.</summary>
    private string? Batch => Result.Succeeded && Json?["batchItemFailures"] is JsonArray failed ? failed.Count == 0 ? "Handled" : $"{failed.Count} failed" : null;

    public string? Explanation => Member("message") ?? Result.ErrorMessage;

    /// <summary>A replay's counts, without those that are 0.</summary>
    public string Counts => string.Join(" · ", (Json ?? [])
        .Where(member => member.Value?.ToJsonString() is not ("0" or "{}" or "[]") && !string.Equals(member.Key, "endedBy", StringComparison.OrdinalIgnoreCase))
        .Select(member => $"{member.Key} {member.Value?.ToJsonString()}"));

    /// <summary>The parts of a health check's answer.</summary>
    public IEnumerable<JsonObject> Components => (Json?["components"] as JsonArray ?? []).OfType<JsonObject>();

    private string? Member(string name) => Result.Succeeded ? Json?[name]?.ToString() : null;
}
