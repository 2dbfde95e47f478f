namespace CrmEnrichment.Functions.Sqs;

/// <summary>Answers Lambda which messages stay in the queue; it deletes the others. Only a mapping with <c>ReportBatchItemFailures</c> reads it.</summary>
/// <param name="BatchItemFailures">Empty if all were handled.</param>
public sealed record SqsBatchResponse(IReadOnlyList<SqsBatchItemFailure> BatchItemFailures);

/// <summary>A message that stays in the queue, to be delivered again after its visibility timeout.</summary>
/// <param name="ItemIdentifier">The message's id.</param>
public sealed record SqsBatchItemFailure(string ItemIdentifier);
