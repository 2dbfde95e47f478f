using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Sqs;

/// <summary>A message as one receive saw it.</summary>
internal sealed record ReceivedMessage(
    string Id, string Receipt, string Body, JsonObject? Attributes, DateTimeOffset SentAt, DateTimeOffset FirstReceivedAt, int ReceiveCount);
