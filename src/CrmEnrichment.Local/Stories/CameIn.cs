using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Http;

namespace CrmEnrichment.Local.Stories;

/// <summary>What a function was invoked with, for a person; not masked.</summary>
internal static class CameIn
{
    /// <summary>In one line, for functions that say more in their answer with that.</summary>
    public static string Of(string function, string payload, Answer? answer) => function switch
    {
        ProductFunctions.EnrichInteraction => Event(EventFacts.Of(payload)),
        ProductFunctions.LogInteraction => EventFacts.Of(payload) is { Interaction: not null } facts ? $"{facts.Topic} {Event(facts)}" : Event(EventFacts.Of(payload)),
        ProductFunctions.LookupCustomer => Request(payload),
        ProductFunctions.ReplayDeadLetters => answer?.Counts ?? "",
        ProductFunctions.CheckHealth => string.Join(", ", (answer?.Components ?? [])
            .Where(component => component["status"]?.ToString() is not "Healthy").Select(component => $"{component["name"]}: {component["reason"] ?? component["status"]}")),
        ProductFunctions.UpdateTickets => string.Join(", ", (answer?.Mailbox?["messages"] as JsonObject ?? []).Select(count => $"{count.Value} {count.Key}")),
        _ => Batch(payload),
    };

    /// <summary>One by one; empty for what is no event.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(string function, string payload)
    {
        if (function is not (ProductFunctions.EnrichInteraction or ProductFunctions.LogInteraction))
        {
            return [];
        }

        var facts = EventFacts.Of(payload);
        return new[] { ("topic", facts.Topic), ("dialect", facts.Dialect), ("media", facts.Media), ("caller", facts.Caller ?? ""), ("interaction", facts.Interaction ?? "") }.Where(fact => fact.Item2.Length > 0);
    }

    private static string Batch(string payload) => (EventFacts.TryParse(payload) as JsonObject) switch
    {
        { } batch when batch["Records"] is JsonArray { Count: > 0 } records => $"{records.Count} of {records[0]?["eventSourceARN"]?.ToString().Split(':')[^1]}",
        { } request when request["rawPath"] is JsonValue path => $"{request["requestContext"]?["http"]?["method"]} {HttpFront.Route(path.ToString())}",
        _ => "",
    };

    private static string Event(EventFacts facts) => string.Join(
        ' ', new[] { facts.Interaction is null ? facts.Topic : null, facts.Caller, facts.Interaction }.Where(fact => !string.IsNullOrEmpty(fact)));

    private static string Request(string payload)
    {
        var request = EventFacts.TryParse(payload);
        var query = request?["rawQueryString"]?.ToString() is { Length: > 0 } text ? $"?{Uri.UnescapeDataString(text)}" : "";
        return $"{request?["requestContext"]?["http"]?["method"]} {request?["rawPath"]}{query}";
    }
}
