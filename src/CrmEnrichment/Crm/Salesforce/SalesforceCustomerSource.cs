using System.Text.Json;
using CrmEnrichment.Crm.Salesforce.Api;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Crm.Salesforce;

/// <summary>Salesforce's contacts, else its leads, else its accounts; the only one found comes with its account and the open opportunity.</summary>
internal sealed class SalesforceCustomerSource(CrmSourceOptions options, SalesforceConnection connection, PhoneNumberReader numbers, RelatedRecords related)
    : ICustomerSource
{
    /// <summary>An account's id by its form; ids begin with a number greater than zero.</summary>
    private const string NobodysAccount = "001000000000000AAA";

    private readonly SalesforceFields _fields = new(options);

    public string Name => options.Name;

    public async Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct)
    {
        if (query.CustomerId is { } id && SalesforceRecordId.TypeOf(id) is { } type && await connection.GetAsync(type, id, _fields.Asked(type), ct) is { } record)
        {
            return await CompleteAsync(type, record, ct);
        }

        return query.Phone is { } phone ? await ByPhoneAsync(phone, ct) : SourceAnswer.NotFound;
    }

    /// <summary>The search and the query of a look-up: a missing right to one of the types or fields shows, which reading the limits would not tell.</summary>
    public async Task ProbeAsync(CancellationToken ct)
    {
        await SearchAsync(ProbeIdentity.Phone, ct);
        if (_fields.OfAccount.Count + _fields.OfOpportunity.Count > 0)
        {
            await connection.QueryAsync(Soql.AccountWithOpportunity(NobodysAccount, _fields.OfAccount, _fields.OfOpportunity), ct);
        }
    }

    private async Task<SourceAnswer> ByPhoneAsync(PhoneNumber phone, CancellationToken ct)
    {
        var found = await SearchAsync(phone, ct);
        foreach (var type in SalesforceFields.Types)
        {
            var ofType = found.Where(record => IsA(record, type)).ToList();
            switch (ofType.Where(record => SalesforceFields.Has(type, record, phone, numbers)).ToList())
            {
                case [] when ofType.Count >= SalesforceSearch.MostOfEachType:
                    throw new UpstreamException(
                        Name, UpstreamFault.Rejected, $"{Name}: more {type} records than are asked for hold the number without its calling code, and none of those that came is the caller. Ask another source.");
                case []:
                    continue;
                case [var one]:
                    return await CompleteAsync(type, one, ct);
                case var several:
                    return new SourceAnswer.Ambiguous([.. several.Select(record => Read(type, record)).OrderByDescending(record => record.ChangedAt)]);
            }
        }

        return SourceAnswer.NotFound;
    }

    // Without the calling code, which many records lack; so those of other countries are found too.
    private Task<IReadOnlyList<JsonElement>> SearchAsync(PhoneNumber phone, CancellationToken ct) =>
        connection.SearchAsync(phone.NationalDigits, SalesforceFields.Types.Select(type => (type, _fields.Asked(type))), ct);

    private async Task<SourceAnswer> CompleteAsync(string type, JsonElement record, CancellationToken ct)
    {
        var records = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [type] = record };
        var account = type is "Contact" ? _fields.OfAccount : [];
        if (account.Count + _fields.OfOpportunity.Count == 0 || AccountOf(type, record) is not { } id)
        {
            return new SourceAnswer.Found(_fields.Read(type, records));
        }

        var (found, missing) = await related.ReadAsync(
            account.Count > 0 ? "account" : "opportunity", token => connection.QueryAsync(Soql.AccountWithOpportunity(id, account, _fields.OfOpportunity), token), ct);
        if (found is [var owner, ..])
        {
            if (account.Count > 0)
            {
                records["Account"] = owner;
            }

            if (owner.TryMember("Opportunities", out var open) && open.TryMember("records", out var list)
                && list.ValueKind is JsonValueKind.Array && list.GetArrayLength() > 0)
            {
                records["Opportunity"] = list[0];
            }
        }

        return new SourceAnswer.Found(_fields.Read(type, records)) { Missing = missing is null ? [] : [missing] };
    }

    private CustomerRecord Read(string type, JsonElement record) =>
        _fields.Read(type, new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [type] = record });

    private static bool IsA(JsonElement record, string type) =>
        record.TryMember("attributes", out var attributes) && attributes.TryMember("type", out var member) && member.TryText(out var name)
        && string.Equals(name, type, StringComparison.Ordinal);

    /// <summary>A lead has none, a contact may have none.</summary>
    private static string? AccountOf(string type, JsonElement record) =>
        type is not "Lead" && record.TryMember(type is "Account" ? "Id" : "AccountId", out var member) && member.TryText(out var id) && SalesforceRecordId.TypeOf(id) is "Account" ? id : null;
}
