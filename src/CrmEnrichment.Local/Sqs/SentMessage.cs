namespace CrmEnrichment.Local.Sqs;

/// <summary>What a sender is told.</summary>
/// <param name="SequenceNumber">Null in a standard queue.</param>
internal sealed record SentMessage(string Id, string? SequenceNumber);
