using System.Text.Json;
using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Journal;

/// <summary>What a duplicate rule of the organisation found: <c>DUPLICATES_DETECTED</c> names the records that are there already.</summary>
internal static class SalesforceDuplicate
{
    /// <returns>The first such record that is a customer; null for any other error.</returns>
    public static string? Existing(JsonElement errors) => errors.ValueKind is not JsonValueKind.Array ? null : errors.EnumerateArray()
        // Older versions misspell it.
        .SelectMany(error => error.TryMember("duplicateResult", out var result) || error.TryMember("duplicateResut", out result) ? Items(result, "matchResults") : [])
        .SelectMany(result => Items(result, "matchRecords"))
        .Select(match => match.TryMember("record", out var record) && record.TryMember("Id", out var member) && member.TryText(out var id) ? id : null)
        .FirstOrDefault(id => id is not null && SalesforceRecordId.TypeOf(id) is not null);

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryMember(name, out var list) && list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
}
