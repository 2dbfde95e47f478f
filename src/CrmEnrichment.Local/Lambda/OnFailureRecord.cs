using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Lambda;

/// <summary>The invocation record that Lambda sends to an on-failure destination ("Adding a destination", developer guide).</summary>
internal static class OnFailureRecord
{
    public static string Write(FunctionDefinition function, ReadOnlyMemory<byte> payload, IReadOnlyList<InvocationResult> attempts, DateTimeOffset now) =>
        new JsonObject
        {
            ["version"] = "1.0",
            ["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["requestContext"] = new JsonObject
            {
                ["requestId"] = attempts[^1].RequestId,
                ["functionArn"] = $"{function.Arn}:{function.Version}",
                ["condition"] = "RetriesExhausted",
                ["approximateInvokeCount"] = attempts.Count,
            },
            ["requestPayload"] = Parse(payload),
            ["responseContext"] = new JsonObject
            {
                ["statusCode"] = 200,
                ["executedVersion"] = function.Version,
                ["functionError"] = attempts[^1].FunctionError,
            },
            ["responsePayload"] = Parse(attempts[^1].Payload),
        }.ToJsonString();

    /// <summary>Lambda takes only JSON; a test may have handed over something else, which must not be lost either.</summary>
    private static JsonNode? Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonNode.Parse(payload.Span);
        }
        catch (JsonException)
        {
            return JsonValue.Create(Encoding.UTF8.GetString(payload.Span));
        }
    }
}
