using System.Text.Json;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Platforms;

namespace CrmEnrichment.Enrichment;

/// <summary>What the agent is shown of a look-up: the customer's fields, then how the look-up went.</summary>
internal static class CustomerContext
{
    private const string Status = "lookupStatus", Matches = "lookupMatches", FailedSources = "lookupFailedSources", StaleSources = "lookupStaleSources", PendingSources = "lookupPendingSources";

    /// <summary>Our own names, which no field of a customer may have.</summary>
    public static IReadOnlyList<string> Names { get; } = [Status, Matches, FailedSources, StaleSources, PendingSources];

    /// <summary>Nothing could be found out. No source is named: a later write says nothing of them, and the platform may keep what it does not name.</summary>
    public static InteractionContext Failed { get; } = new([new(Status, Text(nameof(LookupStatus.Failed)))]);

    /// <param name="found">What is known.</param>
    /// <param name="isSecond">It follows a write that named pending sources, and takes them back.</param>
    public static InteractionContext Of(Found found, bool isSecond = false)
    {
        var entries = new List<KeyValuePair<string, JsonElement>>(found.Fields) { new(Status, Text($"{found.Status}")) };
        if (found.Matches > 1)
        {
            entries.Add(new(Matches, JsonElement.Parse($"{found.Matches}")));
        }

        Add(FailedSources, [.. found.Unanswered]);
        Add(StaleSources, found.Stale);
        Add(PendingSources, found.Pending, evenNone: isSecond);
        return new(entries);

        void Add(string name, IReadOnlyList<string> sources, bool evenNone = false)
        {
            if (sources.Count > 0 || evenNone)
            {
                entries.Add(new(name, Text(string.Join(", ", sources))));
            }
        }
    }

    private static JsonElement Text(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");
}
