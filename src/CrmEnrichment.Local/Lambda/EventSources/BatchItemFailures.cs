using System.Text.Json;

namespace CrmEnrichment.Local.Lambda.EventSources;

/// <summary>The answer of a function that reports which messages failed.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html: an answer without the list is a success, one that is no JSON or names an unknown message fails them all.</remarks>
internal static class BatchItemFailures
{
    /// <returns>The ids of the messages that stay in the queue.</returns>
    public static IReadOnlyCollection<string> Read(ReadOnlyMemory<byte> answer, IReadOnlyCollection<string> ids)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            if (json.RootElement.ValueKind is not JsonValueKind.Object
                || !json.RootElement.TryGetProperty("batchItemFailures", out var failures) || failures.ValueKind is JsonValueKind.Null)
            {
                return [];
            }

            string?[] failed = [.. failures.EnumerateArray().Select(failure => failure.GetProperty("itemIdentifier").GetString())];
            return failed.All(id => id is not null && ids.Contains(id, StringComparer.Ordinal)) ? [.. failed.OfType<string>()] : ids;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return ids;
        }
    }
}
