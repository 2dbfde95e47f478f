using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Crm.Vtiger;

/// <summary>Vtiger's contacts, else its leads, else its accounts; the only contact found comes with its account.</summary>
internal sealed partial class VtigerCustomerSource(CrmSourceOptions options, VtigerConnection connection, PhoneNumberReader numbers) : ICustomerSource
{
    /// <summary>
    /// How many of the last national digits are searched: as many as stay the same however a number is written (0 or 8 before it, 9 or 15
    /// for an Argentine mobile, a calling code or none), and so many that hardly another number has them. A shorter national number is searched whole.
    /// </summary>
    private const int SearchedDigits = 9;

    private readonly VtigerFields _fields = new(options);
    private readonly VtigerModule[] _modules = [.. options.Of<VtigerOptions>().Modules.Select(VtigerModule.Of)];

    public string Name => options.Name;

    public async Task<SourceAnswer> FindAsync(CustomerQuery query, CancellationToken ct) =>
        query.CustomerId is { } id && await ByIdAsync(id, ct) is { } known ? known
        : query.Phone is { } phone ? await ByPhoneAsync(phone, ct)
        : SourceAnswer.NotFound;

    /// <summary>Describes each module, and logs in for it if need be: a caller whom the first does not know is looked for in the others.</summary>
    /// <exception cref="UpstreamException">A look-up would not be answered either.</exception>
    public async Task ProbeAsync(CancellationToken ct)
    {
        foreach (var module in _modules)
        {
            await connection.AskIdPrefixAsync(module.Name, DeniedOn(module), ct);
        }
    }

    /// <summary>An id without the module's prefix is tried with that of each module: its number belongs to one record only, of whatever module.</summary>
    private async Task<SourceAnswer?> ByIdAsync(string id, CancellationToken ct)
    {
        if (RecordId.Match(id) is not { Success: true } match)
        {
            return null;
        }

        foreach (var module in _modules)
        {
            var prefix = await connection.IdPrefixAsync(module.Name, DeniedOn(module), ct);
            if ((!match.Groups["prefix"].Success || string.Equals(match.Groups["prefix"].Value, prefix, StringComparison.Ordinal))
                && await connection.RetrieveAsync($"{prefix}x{match.Groups["number"].Value}", ct) is { } record)
            {
                return await CompleteAsync(module, record, ct);
            }
        }

        return null;
    }

    private async Task<SourceAnswer> ByPhoneAsync(PhoneNumber phone, CancellationToken ct)
    {
        var digits = phone.NationalDigits[^Math.Min(SearchedDigits, phone.NationalDigits.Length)..];
        foreach (var module in _modules)
        {
            var rows = await connection.QueryAsync(Vtql.Search(module, _fields.Asked(module), digits), DeniedOn(module), ct);
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

    private async Task<SourceAnswer> CompleteAsync(VtigerModule module, JsonElement record, CancellationToken ct)
    {
        var records = Only(module, record);
        if (module.Name is VtigerModule.Contacts && _fields.AsksForAccount && VtigerFields.Text(record, "account_id") is { } id
            && WholeId.IsMatch(id) && await connection.RetrieveAsync(id, ct) is { } account)
        {
            records[VtigerModule.Accounts] = account;
        }

        return new SourceAnswer.Found(_fields.Read(module.Name, records));
    }

    private static Dictionary<string, JsonElement> Only(VtigerModule module, JsonElement record) => new(StringComparer.Ordinal) { [module.Name] = record };

    /// <summary>Vtiger answers a missing right, a hidden field and the fault of its release 8.3.0 with the same words.</summary>
    private static string DeniedOn(VtigerModule module) =>
        $"Check the profile of the Vtiger user: it needs View on {module.Name}, and may hide no field there that Fields names or that holds numbers. "
        + "If the profile has all that, Vtiger may be a stock 8.3.0, which refuses every user who is no administrator: patch it (docs/crm/vtiger.md, Stock 8.3.0). "
        + $"Or leave {module.Name} out of Crm__Sources__N__Vtiger__Modules.";

    [GeneratedRegex(@"\A((?<prefix>[0-9]{1,9})x)?(?<number>[0-9]{1,18})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RecordId { get; }

    [GeneratedRegex(@"\A[0-9]{1,9}x[0-9]{1,18}\z", RegexOptions.None, 1000)]
    private static partial Regex WholeId { get; }
}
