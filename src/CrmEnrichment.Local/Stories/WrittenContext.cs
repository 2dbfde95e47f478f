using System.Text.Json.Nodes;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Stories;

/// <summary>What Genesys took from one invocation: participant attributes, or the tutorial's context.</summary>
internal sealed class WrittenContext(IEnumerable<RecordedRequest> requests)
{
    public IReadOnlyDictionary<string, string> Members { get; } = requests
        .Where(request => request is { Method: "PATCH", Status: 200 or 202 })
        .SelectMany(request => EventFacts.TryParse(request.Body) is JsonObject body ? body["attributes"] as JsonObject ?? body["context"] as JsonObject ?? [] : [])
        .GroupBy(member => member.Key, StringComparer.Ordinal)
        .ToDictionary(member => member.Key, member => member.Last().Value?.ToString() ?? "", StringComparer.Ordinal);

    /// <summary>Who it is, as far as the interaction now says.</summary>
    public string Customer => Find("crmAccountId") is { } account
        ? string.Join(", ", new[] { account, Find("loyaltyTier") }.OfType<string>())
        : Find("lookupStatus") switch { null => "not asked", "Failed" => "no CRM answered", _ => "not known" };

    private string? Find(string field) =>
        Members.FirstOrDefault(member => member.Key.EndsWith(field, StringComparison.Ordinal)).Value is { Length: > 0 } value ? value : null;
}
