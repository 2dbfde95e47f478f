using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Journal;

/// <summary>Whether writing would succeed, in one round trip: the fields of tasks and customers, the external id, and that users may be read.</summary>
internal sealed class SalesforceJournalProbe(SalesforceConnection connection, SalesforceJournalOptions options)
{
    /// <summary>An id of nobody: ids begin with a number greater than zero.</summary>
    private const string Nobody = "000000000000AAA";

    private const string NoSuchKey = "crm-enrichment-probe";

    private static readonly string[] s_taskFields =
    [
        "Subject", "Status", "Priority", "ActivityDate", SalesforceTask.Person, SalesforceTask.Account, SalesforceTask.Owner, SalesforceTask.Subtype,
        "CallDurationInSeconds", "CallType", "CallDisposition", SalesforceTask.TrackingId,
    ];

    public async Task ProbeAsync(CancellationToken ct)
    {
        var composite = connection.Composite();
        Query(Soql.First(s_taskFields, SalesforceTask.Type, SalesforceTask.TrackingId, NoSuchKey), "tasks");
        Query(Soql.ActiveUser("nobody@example.com"), "users");
        foreach (var (type, prefix) in new[] { ("Contact", "003"), ("Lead", "00Q"), ("Account", "001") })
        {
            if (options.FieldsOf(type).Values.ToList() is { Count: > 0 } fields)
            {
                Query(Soql.First(fields, type, "Id", prefix + Nobody), type);
            }
        }

        if (options.Upsert)
        {
            composite.Get($"sobjects/{SalesforceTask.Type}/{options.ExternalIdField}/{NoSuchKey}?fields=Id", "taskKey");
            composite.Get($"sobjects/Lead/{options.ExternalIdField}/{NoSuchKey}?fields=Id", "leadKey");
        }

        foreach (var part in await connection.SendAsync(composite, repeats: true, SalesforceRights.Write, ct))
        {
            Check(part);
        }

        void Query(string soql, string name) => composite.Get($"query?q={Uri.EscapeDataString(soql)}", name);
    }

    private void Check(SalesforcePart part)
    {
        if (part.IsDone)
        {
            return;
        }

        var fault = SalesforceErrors.Dialect.OfPart(connection.Source, part.Status, part.Body, SalesforceRights.Write);
        if (fault.Code is not "NOT_FOUND")
        {
            throw fault;
        }

        // Nobody has the key, as is meant; only the message says whether there is a field for it.
        if (part.Body[0].TryMember("message", out var message) && message.TryText(out var text) && text.Contains("external ID field", StringComparison.OrdinalIgnoreCase))
        {
            throw new UpstreamException(connection.Source, UpstreamFault.Rejected, $"{connection.Source}: {options.NoExternalId}");
        }
    }
}
