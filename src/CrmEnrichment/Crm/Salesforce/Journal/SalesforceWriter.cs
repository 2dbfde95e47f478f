using System.Text.Json;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Crm.Salesforce.Journal;

/// <summary>Writes one record and reads back what Salesforce made of it, in one round trip.</summary>
internal sealed class SalesforceWriter(SalesforceConnection connection, SalesforceJournalOptions options, ILogger log)
{
    private const string Written = "written", Stored = "stored";

    /// <summary>Under the external id where it is used, which makes a repetition harmless.</summary>
    /// <param name="type">Of the record.</param>
    /// <param name="trackingId">Its key: letters, digits and dashes.</param>
    /// <param name="fields">What it holds.</param>
    /// <param name="what">What it is called in the log.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<WrittenEntry> CreateAsync(string type, string trackingId, IReadOnlyDictionary<string, string> fields, string what, CancellationToken ct)
    {
        var path = options.Upsert ? $"sobjects/{type}/{options.ExternalIdField}/{Uri.EscapeDataString(trackingId)}" : $"sobjects/{type}";
        var read = options.Upsert ? path : $"sobjects/{type}/@{{{Written}.id}}";
        return await WriteAsync(options.Upsert ? HttpMethod.Patch : HttpMethod.Post, path, read, fields, what, ct)
            ?? throw (options.Upsert
                ? new UpstreamException(connection.Source, UpstreamFault.Rejected, $"{connection.Source}: {options.NoExternalId}")
                : connection.Unreadable("there is nothing to write to at the configured address"));
    }

    /// <returns>Null when there is no such record.</returns>
    public Task<WrittenEntry?> ChangeAsync(string type, string id, IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        WriteAsync(HttpMethod.Patch, $"sobjects/{type}/{id}", $"sobjects/{type}/{id}", fields, $"{type} {id}", ct);

    /// <returns>What a record holds of the fields, as text; empty ones are left out.</returns>
    public static IReadOnlyDictionary<string, string> Values(JsonElement record, IEnumerable<string> fields)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (record.TryMember(field, out var value) && value.ValueKind is not JsonValueKind.Null and not JsonValueKind.Undefined)
            {
                values[field] = value.TryText(out var text) ? text : value.GetRawText();
            }
        }

        return values;
    }

    private async Task<WrittenEntry?> WriteAsync(HttpMethod method, string path, string read, IReadOnlyDictionary<string, string> fields, string what, CancellationToken ct)
    {
        var sent = new Dictionary<string, string>(fields, StringComparer.Ordinal);
        for (var isRepeated = false; ;)
        {
            var composite = connection.Composite()
                .Write(method, path, Written, sent)
                .Get($"{read}?fields={string.Join(',', fields.Keys.Prepend("Id"))}", Stored);
            if (await connection.SendAsync(composite, repeats: method == HttpMethod.Patch, SalesforceRights.Write, ct) is not [var written, var stored])
            {
                throw connection.Unreadable("an answer to other requests than were sent");
            }

            if (written.IsDone)
            {
                return Id(stored, written) is { } id
                    ? new(id, Values(stored.Body, fields.Keys))
                    : throw connection.Unreadable("a record was written and could not be read back");
            }

            var fault = SalesforceErrors.Dialect.OfPart(connection.Source, written.Status, written.Body, SalesforceRights.Write);
            if (fault.Code is "DUPLICATE_VALUE" && !isRepeated)
            {
                // Two created it at the same moment. The other's is there now, and is changed.
                isRepeated = true;
            }
            else if (SalesforceDuplicate.Existing(written.Body) is { } existing)
            {
                return new(existing, Values(default, []));
            }
            else if (fault.Code is "NOT_FOUND" || (fault.Code is "ENTITY_IS_DELETED" && !SalesforceRefusal.HasCustomer(sent)))
            {
                return null;
            }
            else if (!SalesforceRefusal.Mend(fault, sent, log, connection.Source, what))
            {
                throw fault;
            }
        }
    }

    private static string? Id(SalesforcePart stored, SalesforcePart written) =>
        (stored.Text("Id") ?? written.Text("id")) is { } id && SalesforceRecordId.Is(id) ? id : null;
}
