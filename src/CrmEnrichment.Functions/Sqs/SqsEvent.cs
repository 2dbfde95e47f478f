using System.Text.Json.Serialization;

namespace CrmEnrichment.Functions.Sqs;

/// <summary>What Lambda hands over from an SQS queue: a batch of messages of one queue, of which we read these members.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html. Amazon.Lambda.SQSEvents has the same shape (docs/dependencies.md).</remarks>
/// <param name="Records">Of a FIFO queue in their order. Null where the function was invoked without an event: nothing is to be done.</param>
public sealed record SqsEvent([property: JsonPropertyName("Records")] IReadOnlyList<SqsMessage>? Records);
