using System.Globalization;
using System.Text.Json;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Platforms;

namespace CrmEnrichment.Enrichment;

/// <summary>What the agent is shown of a look-up: the customer's fields, then how the look-up went.</summary>
internal static class CustomerContext
{
    private const string Status = "lookupStatus", Matches = "lookupMatches", FailedSources = "lookupFailedSources", StaleSources = "lookupStaleSources", PendingSources = "lookupPendingSources";

    /// <summary>When the customer's record was changed during the interaction, ISO 8601 in UTC.</summary>
    public const string Updated = "customer_data_updated";

    /// <summary>Our own names, which no field of a customer may have.</summary>
    public static IReadOnlyList<string> Names { get; } = [Status, Matches, FailedSources, StaleSources, PendingSources, Updated];

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

    /// <summary>The customer's fields after a change of their record. How the first look-up went stays as it was written, unless the customer is gone.</summary>
    /// <param name="found">What is known now.</param>
    /// <param name="before">Names of the fields that the interaction has: one that is known no more becomes an empty text.</param>
    /// <param name="changedAt">When the record was changed.</param>
    public static InteractionContext OfChange(Found found, IEnumerable<string> before, DateTimeOffset changedAt) => new(
    [
        .. found.Fields,
        .. before.Where(name => !found.Fields.ContainsKey(name)).Select(name => KeyValuePair.Create(name, Text(""))),
        .. found.Status is LookupStatus.NoMatch ? [KeyValuePair.Create(Status, Text(nameof(LookupStatus.NoMatch)))] : Array.Empty<KeyValuePair<string, JsonElement>>(),
        new(Updated, Text(changedAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))),
    ]);

    private static JsonElement Text(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");
}
