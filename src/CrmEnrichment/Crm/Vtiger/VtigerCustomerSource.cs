using System.Text.Json;
using CrmEnrichment.Crm.Vtiger.Queries;
using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Crm.Vtiger;

/// <summary>Vtiger's contacts, else its leads, else its accounts; the only contact found comes with its account.</summary>
internal sealed class VtigerCustomerSource(CrmSourceOptions options, VtigerConnection connection, PhoneNumberReader numbers, RelatedRecords related) : ICustomerSource
{
    /// <summary>
    /// How many of the last national digits are searched: as many as stay the same however a number is written (0 or 8 before it, 9 or 15
    /// for an Argentine mobile, a calling code or none), and so many that hardly another number has them. A shorter national number is searched whole.
    /// </summary>
    private const int SearchedDigits = 9;

    private readonly VtigerFields _fields = new(options);
    private readonly VtigerSearch _search = new(options.Name, connection, options.ChangedAtMember);
    private readonly VtigerModule[] _modules = [.. options.Of<VtigerOptions>().Modules.Select(VtigerModule.Of)];

    public string Name => options.Name;

    public async Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct) =>
        query.CustomerId is { } id && await ByIdAsync(id, ct) is { } known ? known
        : query.Phone is { } phone ? await ByPhoneAsync(phone, ct)
        : SourceAnswer.NotFound;

    /// <summary>
    /// Describes each module and searches it as a look-up does. A search that names a field which the user's profile hides is denied for the whole module, in words
    /// that do not name it; the description shows which one it is, and so whether an account will lack one.
    /// </summary>
    /// <exception cref="UpstreamException">A look-up would not be answered either.</exception>
    public async Task ProbeAsync(CancellationToken ct)
    {
        foreach (var module in _modules)
        {
            await CheckFieldsAsync(module, _fields.Asked(module), ct);
            await _search.ProbeAsync(module, _fields.Asked(module), Searched(ProbeIdentity.Phone), DeniedOn(module), ct);
        }

        if (_fields.AsksForAccount && !_modules.Any(module => module.Name is VtigerModule.Accounts))
        {
            await CheckFieldsAsync(VtigerModule.Of(VtigerModule.Accounts), [.. _fields.Read(VtigerModule.Accounts)], ct);
        }
    }

    private async Task CheckFieldsAsync(VtigerModule module, IReadOnlyList<string> asked, CancellationToken ct)
    {
        if ((await connection.DescribeAsync(module.Name, DeniedOn(module), ct)).Fields is { } shown
            && asked.Where(field => !shown.ContainsKey(field)).Select(field => $"{module.Name}.{field}").ToList() is { Count: > 0 } hidden)
        {
            throw new UpstreamException(
                Name, UpstreamFault.Forbidden, $"{Name}: the Vtiger user cannot see {string.Join(", ", hidden)}. Show them in the user's profile, or take them out of Crm__Sources__N__Fields if they do not exist.");
        }
    }

    /// <summary>An id without the module's prefix is tried with that of each module: its number belongs to one record only, of whatever module.</summary>
    private async Task<SourceAnswer?> ByIdAsync(string id, CancellationToken ct)
    {
        if (VtigerRecordId.Parse(id) is not { } parts)
        {
            return null;
        }

        foreach (var module in _modules)
        {
            var prefix = await connection.IdPrefixAsync(module.Name, DeniedOn(module), ct);
            if ((parts.Prefix is null || string.Equals(parts.Prefix, prefix, StringComparison.Ordinal))
                && await connection.RetrieveAsync($"{prefix}x{parts.Number}", ct) is { } record)
            {
                return await CompleteAsync(module, record, ct);
            }
        }

        return null;
    }

    private async Task<SourceAnswer> ByPhoneAsync(PhoneNumber phone, CancellationToken ct)
    {
        var digits = Searched(phone);
        foreach (var module in _modules)
        {
            var rows = await _search.FindAsync(module, _fields.Asked(module), digits, DeniedOn(module), ct);
            switch (rows.Where(record => VtigerFields.Has(module, record, phone, numbers)).ToList())
            {
                case [] when rows.Count >= Vtql.MostRows:
                    throw new UpstreamException(Name, UpstreamFault.Rejected,
                        $"{Name}: more {module.Name} than Vtiger shows hold the digits of the number, and none of those shown is the caller. Give the source fewer Crm__Sources__N__Vtiger__Modules, or ask another one.");
                case []:
                    continue;
                case [var one]:
                    return await CompleteAsync(module, one, ct);
                case var several:
                    return new SourceAnswer.Ambiguous([.. several.Select(record => _fields.Read(module.Name, Only(module, record))).OrderByDescending(record => record.ChangedAt)]);
            }
        }

        return SourceAnswer.NotFound;
    }

    private static string Searched(PhoneNumber phone) => phone.NationalDigits[^Math.Min(SearchedDigits, phone.NationalDigits.Length)..];

    private async Task<SourceAnswer> CompleteAsync(VtigerModule module, JsonElement record, CancellationToken ct)
    {
        var records = Only(module, record);
        if (module.Name is not VtigerModule.Contacts || !_fields.AsksForAccount || VtigerRecord.Text(record, "account_id") is not { } id || !VtigerRecordId.IsWhole(id))
        {
            return new SourceAnswer.Found(_fields.Read(module.Name, records));
        }

        var (account, missing) = await related.ReadAsync("account", token => connection.RetrieveAsync(id, token), ct);
        if (account is { } found)
        {
            records[VtigerModule.Accounts] = found;
        }

        return new SourceAnswer.Found(_fields.Read(module.Name, records)) { Missing = missing is null ? [] : [missing] };
    }

    private static Dictionary<string, JsonElement> Only(VtigerModule module, JsonElement record) => new(StringComparer.Ordinal) { [module.Name] = record };

    /// <summary>Vtiger answers a missing right, a hidden field and the fault of its release 8.3.0 with the same words.</summary>
    private static string DeniedOn(VtigerModule module) =>
        $"Check the profile of the Vtiger user: it needs View on {module.Name}, and may hide no field there that Fields names or that holds numbers. "
        + "If the profile has all that, Vtiger may be a stock 8.3.0, which refuses every user who is no administrator: patch it (docs/crm/vtiger.md, Stock 8.3.0). "
        + $"Or leave {module.Name} out of Crm__Sources__N__Vtiger__Modules.";
}
