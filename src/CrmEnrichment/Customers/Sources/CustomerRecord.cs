using System.Text.Json;

namespace CrmEnrichment.Customers.Sources;

/// <summary>One customer as one source knows them; values keep the JSON types of the source.</summary>
/// <param name="ChangedAt">When the source last changed the record, where it says so.</param>
public sealed record CustomerRecord(IReadOnlyDictionary<string, JsonElement> Fields, DateTimeOffset? ChangedAt)
{
    /// <summary>The record's id in the source; null where the source does not tell it.</summary>
    public string? Id { get; init; }
}
