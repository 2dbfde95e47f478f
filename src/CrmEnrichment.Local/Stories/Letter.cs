using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;

namespace CrmEnrichment.Local.Stories;

/// <summary>A message of the dead-letter queue, in whichever of its three forms.</summary>
internal sealed record Letter(string Form, string? Reason, bool? Retryable, int? Attempts, string? Message)
{
    /// <summary>Where it is and why, for a person.</summary>
    public string Line => string.Join(" · ", new[] { $"in the dead-letter queue as {Form}", Reason, Retry, Message }.Where(part => !string.IsNullOrEmpty(part)));

    private string? Retry => Retryable switch
    {
        true => $"retryable, failed {(Attempts is 1 ? "once" : $"{Attempts} times")}",
        false => "permanent",
        null => null,
    };

    public static Letter Read(string body) => EventFacts.TryParse(body) switch
    {
        JsonObject own when own.ContainsKey("format") => new Letter(
            "envelope", own["reason"]?.ToString(), own["retryable"]?.GetValue<bool>(), own["attempts"]?.GetValue<int>(), own["message"]?.ToString()),
        JsonObject wrapped when wrapped["requestContext"] is JsonObject context => new Letter(
            "Lambda's on-failure record", context["condition"]?.ToString(), true, context["approximateInvokeCount"]?.GetValue<int>(), wrapped["responsePayload"]?["errorType"]?.ToString()),
        _ => new Letter("raw event", null, null, null, null),
    };
}
