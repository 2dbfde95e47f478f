using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Sqs;

/// <summary>Where a message goes that was received too often and never deleted.</summary>
/// <param name="DeadLetterTargetArn">A queue of the same type.</param>
/// <param name="MaxReceiveCount">A message that was received so often moves at the next receive instead of being delivered. From 1 to 1,000.</param>
public sealed record RedrivePolicy(string DeadLetterTargetArn, int MaxReceiveCount)
{
    internal JsonObject Json => new() { ["deadLetterTargetArn"] = DeadLetterTargetArn, ["maxReceiveCount"] = MaxReceiveCount };

    /// <summary>SQS takes the count as a number and as text.</summary>
    internal static RedrivePolicy Read(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject policy
                && policy["deadLetterTargetArn"]?.ToString() is { Length: > 0 } arn
                && int.TryParse(policy["maxReceiveCount"]?.ToString(), out var count) && count is >= 1 and <= 1_000)
            {
                return new(arn, count);
            }
        }
        catch (JsonException)
        {
        }

        throw SqsErrors.InvalidRedrivePolicy(text, "Redrive policy needs a deadLetterTargetArn and a maxReceiveCount between 1 and 1000.");
    }
}
