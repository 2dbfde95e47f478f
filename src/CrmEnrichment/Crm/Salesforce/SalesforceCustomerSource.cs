using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Customers;
using CrmEnrichment.Http;

namespace CrmEnrichment.Crm.Salesforce;

/// <summary>Salesforce's contacts, else its leads, else its accounts; the only one found comes with its account and the open opportunity.</summary>
internal sealed partial class SalesforceCustomerSource(CrmSourceOptions options, SalesforceClient client, PhoneNumberReader numbers) : ICustomerSource
{
    private readonly SalesforceFields _fields = new(options);

    public string Name => options.Name;

    public static SalesforceCustomerSource Open(CrmSourceOptions options, ISecrets secrets, UpstreamClients clients, PhoneNumberReader numbers)
    {
        var login = new SalesforceLogin(options.Name, options.Url!, options.Salesforce);
        var token = new OAuthToken(login, new Upstream(options.Name, options.Url!), options.SecretId, secrets, clients);
        return new(options, new SalesforceClient(options, login, token, clients), numbers);
    }

    public async Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct)
    {
        if (query.CustomerId is { } id && TypeOf(id) is { } type && await client.GetAsync(type, id, _fields.Asked(type), ct) is { } record)
        {
            return await CompleteAsync(type, record, ct);
        }

        return query.Phone is { } phone ? await ByPhoneAsync(phone, ct) : SourceAnswer.NotFound;
    }

    private async Task<SourceAnswer> ByPhoneAsync(PhoneNumber phone, CancellationToken ct)
    {
        // Without the calling code, which many records lack; so those of other countries are found too.
        var found = await client.SearchAsync(phone.NationalDigits, SalesforceFields.Types.Select(type => (type, _fields.Asked(type))), ct);
        foreach (var type in SalesforceFields.Types)
        {
            switch (found.Where(record => IsA(record, type) && SalesforceFields.Has(type, record, phone, numbers)).ToList())
            {
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

    private async Task<SourceAnswer> CompleteAsync(string type, JsonElement record, CancellationToken ct)
    {
        var records = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [type] = record };
        var account = type is "Contact" ? _fields.OfAccount : [];
        if (account.Count + _fields.OfOpportunity.Count > 0 && AccountOf(type, record) is { } id
            && await client.QueryAsync(Soql.AccountWithOpportunity(id, account, _fields.OfOpportunity), ct) is [var related, ..])
        {
            if (account.Count > 0)
            {
                records["Account"] = related;
            }

            if (related.TryMember("Opportunities", out var open) && open.TryMember("records", out var list)
                && list.ValueKind is JsonValueKind.Array && list.GetArrayLength() > 0)
            {
                records["Opportunity"] = list[0];
            }
        }

        return new SourceAnswer.Found(_fields.Read(type, records));
    }

    private CustomerRecord Read(string type, JsonElement record) =>
        _fields.Read(type, new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [type] = record });

    private static bool IsA(JsonElement record, string type) =>
        record.TryMember("attributes", out var attributes) && attributes.TryMember("type", out var member) && member.TryText(out var name)
        && string.Equals(name, type, StringComparison.Ordinal);

    /// <summary>A lead has none, a contact may have none.</summary>
    private static string? AccountOf(string type, JsonElement record) =>
        type is not "Lead" && record.TryMember(type is "Account" ? "Id" : "AccountId", out var member) && member.TryText(out var id) && TypeOf(id) is "Account" ? id : null;

    /// <summary>By the prefix of the id; null for anything that is no id of these, and so must not get into a path or a query.</summary>
    private static string? TypeOf(string id) => !RecordId.IsMatch(id) ? null : id[..3] switch
    {
        "003" => "Contact",
        "00Q" => "Lead",
        "001" => "Account",
        _ => null,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9]{15}([A-Za-z0-9]{3})?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RecordId { get; }
}
