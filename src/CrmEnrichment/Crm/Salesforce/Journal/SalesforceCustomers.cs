using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Salesforce.Journal;

/// <summary>What is written onto contacts, leads and accounts.</summary>
internal sealed class SalesforceCustomers(SalesforceConnection connection, SalesforceJournalOptions options, SalesforceWriter writer)
{
    private const int LongestName = 80, LongestLeadSource = 40;

    /// <returns>0 where no field is configured for it, and for a record that was deleted.</returns>
    public async Task<long> ReadCountAsync(string id, CancellationToken ct) =>
        SalesforceRecordId.TypeOf(id) is { } type && options.FieldsOf(type).FirstOrDefault(field => field.Key is LastContactFields.Count) is { Value: { } field }
        && await connection.GetAsync(type, id, [field], ct) is { } record
            ? LastContactFields.CountIn(SalesforceWriter.Values(record, [field]).GetValueOrDefault(field))
            : 0;

    /// <returns>False when it was deleted.</returns>
    public async Task<bool> UpdateAsync(string id, LastContact contact, CancellationToken ct)
    {
        var values = LastContactFields.Values(contact);
        for (var (left, current) = (SalesforceSuccessor.Most, id); SalesforceRecordId.TypeOf(current) is { } type; left--)
        {
            var fields = options.FieldsOf(type).Where(field => values.ContainsKey(field.Key)).ToDictionary(field => field.Value, field => values[field.Key], StringComparer.Ordinal);
            if (fields.Count == 0 || await ChangeAsync(type, current, fields, ct))
            {
                return true;
            }

            if (left == 0 || await SalesforceSuccessor.FindAsync(connection, type, current, ct) is not { } successor)
            {
                return false;
            }

            current = successor;
        }

        return false;
    }

    /// <returns>The new lead's id, or that of a record that a duplicate rule names.</returns>
    public async Task<string> CreateAsync(NewCustomer customer, bool mayExist, CancellationToken ct)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LastName"] = BoundedText.Line(customer.Name, LongestName),
            ["Company"] = options.LeadCompany,
            ["LeadSource"] = BoundedText.Line(customer.SourceSystem, LongestLeadSource),
        };
        foreach (var (name, value) in new[] { ("Phone", customer.Phone), ("Email", customer.Email) })
        {
            if (value is null)
            {
                continue;
            }

            fields[name] = value;
            if (mayExist && !options.Upsert
                && await connection.QueryAsync(Soql.First([], "Lead", name, value), ct) is [var found, ..]
                && found.TryMember("Id", out var member) && member.TryText(out var id) && SalesforceRecordId.Is(id))
            {
                return id;
            }
        }

        return (await writer.CreateAsync("Lead", customer.TrackingId, fields, $"{customer}", ct)).Id;
    }

    private async Task<bool> ChangeAsync(string type, string id, Dictionary<string, string> fields, CancellationToken ct)
    {
        try
        {
            return await connection.ChangeAsync(type, id, fields, options.FieldsOf(type).Where(field => field.Key is LastContactFields.Count).Select(field => field.Value).ToList(), SalesforceRights.Write, ct);
        }
        catch (UpstreamException refusal) when (refusal.Code is "ENTITY_IS_DELETED" or "CANNOT_UPDATE_CONVERTED_LEAD")
        {
            return false;
        }
    }
}
