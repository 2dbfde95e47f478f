using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Lambda;

namespace CrmEnrichment.Local.Stories;

/// <summary>What one invocation did, told from what every system around it saw.</summary>
internal sealed record Story(SampleEvent Event, EventOutcome Invocation, IReadOnlyList<Asked> Asked, IReadOnlyList<Letter> Letters)
{
    /// <summary>Of the last attempt.</summary>
    public Answer Answer { get; } = new(Invocation.Last);

    public string Outcome => Answer.Outcome;

    /// <summary>What Genesys took: participant attributes, or the tutorial's context.</summary>
    public IReadOnlyDictionary<string, string> Written => Asked
        .Where(a => a.Request is { Method: "PATCH", Status: 200 or 202 })
        .SelectMany(a => EventFacts.TryParse(a.Request.Body) is JsonObject body ? body["attributes"] as JsonObject ?? body["context"] as JsonObject ?? [] : [])
        .GroupBy(member => member.Key, StringComparer.Ordinal)
        .ToDictionary(member => member.Key, member => member.Last().Value?.ToString() ?? "", StringComparer.Ordinal);

    /// <summary>Who it is, as far as the interaction now says.</summary>
    public string Customer => Find("crmAccountId") is { } account
        ? string.Join(", ", new[] { account, Find("loyaltyTier") }.OfType<string>())
        : Find("lookupStatus") switch { null => "not asked", "Failed" => "no CRM answered", _ => "not known" };

    private string? Find(string field) =>
        Written.FirstOrDefault(w => w.Key.EndsWith(field, StringComparison.Ordinal)).Value is { Length: > 0 } value ? value : null;
}
