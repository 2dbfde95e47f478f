using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Sqs;

/// <summary>A message as its sender gives it.</summary>
/// <param name="Delay">Null for the queue's own.</param>
internal sealed record NewMessage(string Body, JsonObject? Attributes = null, TimeSpan? Delay = null, string? Group = null, string? DeduplicationId = null);
