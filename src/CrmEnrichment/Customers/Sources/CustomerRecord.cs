using System.Text.Json;
using CrmEnrichment.Customers.Privacy;

namespace CrmEnrichment.Customers.Sources;

/// <summary>One customer as one source knows them; values keep the JSON types of the source.</summary>
/// <param name="ChangedAt">When the source last changed the record, where it says so.</param>
public sealed record CustomerRecord(IReadOnlyDictionary<string, JsonElement> Fields, DateTimeOffset? ChangedAt)
{
    internal CustomerRecord WithoutSensitive() => this with
    {
        Fields = Fields.Where(field => !SensitiveFields.Has(field.Key))
            .ToDictionary(field => field.Key, field => Scrubbed.Of(field.Value, maskEmail: false), StringComparer.Ordinal),
    };
}
