using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Local.Stories;

/// <summary>One invocation in one line, and a second one for the reason where there is one.</summary>
internal static class InvocationLine
{
    private const string Indent = "          ";

    public static string Of(FunctionDefinition function, ReadOnlyMemory<byte> payload, InvocationResult result, DateTimeOffset endedAt)
    {
        var answer = new Answer(result);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{endedAt:HH:mm:ss}  {function.Name,-17}  {answer.Outcome,-14}  {result.Duration.TotalMilliseconds,5:F0} ms  {Facts(function.Name, Encoding.UTF8.GetString(payload.Span), answer)}");
        return Masking.Of(line.ReplaceLineEndings(" ")).TrimEnd() + (answer.Explanation is { } explanation ? $"{Environment.NewLine}{Indent}{Masking.Of(explanation)}" : "");
    }

    private static string Facts(string function, string payload, Answer answer) => function switch
    {
        ProductFunctions.EnrichInteraction => Event(EventFacts.Of(payload)),
        ProductFunctions.LookupCustomer => Request(payload),
        ProductFunctions.ReplayDeadLetters => answer.Counts,
        ProductFunctions.CheckHealth => string.Join(", ", answer.Components
            .Where(component => component["status"]?.ToString() is not "Healthy").Select(component => $"{component["name"]}: {component["reason"] ?? component["status"]}")),
        ProductFunctions.UpdateTickets => string.Join(", ", (answer.Mailbox?["messages"] as JsonObject ?? []).Select(count => $"{count.Value} {count.Key}")),
        _ => Batch(payload),
    };

    private static string Batch(string payload) => (EventFacts.TryParse(payload) as JsonObject)?["Records"] is JsonArray { Count: > 0 } records
        ? $"{records.Count} of {records[0]?["eventSourceARN"]?.ToString().Split(':')[^1]}"
        : "";

    private static string Event(EventFacts facts) => string.Join(
        ' ', new[] { facts.Interaction is null ? facts.Topic : null, facts.Caller, facts.Interaction }.Where(fact => !string.IsNullOrEmpty(fact)));

    private static string Request(string payload)
    {
        var request = EventFacts.TryParse(payload);
        var query = request?["rawQueryString"]?.ToString() is { Length: > 0 } text ? $"?{Uri.UnescapeDataString(text)}" : "";
        return $"{request?["requestContext"]?["http"]?["method"]} {request?["rawPath"]}{query}";
    }
}
