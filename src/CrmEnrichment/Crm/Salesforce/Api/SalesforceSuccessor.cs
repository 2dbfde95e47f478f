using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>Which record is left of one that is gone.</summary>
internal static class SalesforceSuccessor
{
    /// <summary>A merged record may have been merged again. More is a loop.</summary>
    public const int Most = 3;

    /// <returns>The record that another was merged into, or the contact that a lead became; null where nothing is left.</returns>
    public static async Task<string?> FindAsync(SalesforceConnection connection, string type, string id, CancellationToken ct) =>
        await connection.QueryAllAsync(Soql.Successor(type, id), ct) is not [var record, ..] ? null : Id(record, "MasterRecordId") ?? Id(record, ConvertedContact);

    /// <summary>A converted lead can still be read, and not changed: its contact has taken its place.</summary>
    public const string ConvertedContact = "ConvertedContactId";

    public static string? Id(JsonElement record, string member) =>
        record.TryMember(member, out var value) && value.TryText(out var id) && SalesforceRecordId.Is(id) ? id : null;
}
