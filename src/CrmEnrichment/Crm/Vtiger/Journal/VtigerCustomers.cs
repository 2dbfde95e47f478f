using System.Collections.Concurrent;
using System.Globalization;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.Vtiger.Journal;

/// <summary>The customers that entries are about: of which module they are, and what their records say of the last contact.</summary>
internal sealed class VtigerCustomers(string name, VtigerJournalOptions options, VtigerConnection connection)
{
    /// <summary>Types that keep a text as it is written; of others Vtiger makes NULL, silently.</summary>
    private static readonly HashSet<string> s_texts = new(StringComparer.Ordinal) { "", "string", "text", "picklist", "url" };

    private static readonly string[] s_modules = ["Contacts", "Leads", "Accounts"];

    private readonly ConcurrentDictionary<string, VtigerDescription> _described = new(StringComparer.Ordinal);

    /// <exception cref="UpstreamException">It is of none of the modules that callers are in.</exception>
    public async Task<string> ModuleOfAsync(string id, CancellationToken ct)
    {
        var prefix = VtigerRecordId.Parse(id)?.Prefix;
        foreach (var module in s_modules)
        {
            if (string.Equals(await connection.IdPrefixAsync(module, Denied(module), ct), prefix, StringComparison.Ordinal))
            {
                return module;
            }
        }

        throw new UpstreamException(name, UpstreamFault.Rejected, $"{name}: the customer's id is not one of {string.Join(", ", s_modules)}. Give the whole id, such as 12x3.");
    }

    /// <returns>0 where no field is configured for it, and for a record that is not there any more.</returns>
    public async Task<long> ReadCountAsync(CustomerRef customer, CancellationToken ct) =>
        options.LastContactOf(await ModuleOfAsync(customer.Id, ct)).TryGetValue("count", out var field)
        && await connection.RetrieveAsync(customer.Id, ct) is { } record && record.TryMember(field, out var value) && value.TryText(out var text)
            ? LastContactFields.CountIn(text)
            : 0;

    /// <returns>False when the record is not there any more, or not shown to the user.</returns>
    public async Task<bool> UpdateAsync(CustomerRef customer, LastContact contact, CancellationToken ct)
    {
        var module = await ModuleOfAsync(customer.Id, ct);
        var names = options.LastContactOf(module);
        if (names.Count == 0)
        {
            return true;
        }

        var described = _described.TryGetValue(module, out var known) ? known : _described[module] = await connection.DescribeAsync(module, Denied(module), ct);
        var element = new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = customer.Id };
        foreach (var (field, text) in EntryFields.Of(contact).Where(field => names.ContainsKey(field.Key)))
        {
            var type = described.Fields?.GetValueOrDefault(names[field])?.Type ?? "";
            element[names[field]] = BoundedText.OfThreeBytes(field is not "at" ? text : type is "date" ? VtigerEntry.Date(contact.At) : VtigerEntry.DateAndTime(contact.At));
        }

        if (await connection.ReviseAsync(element, ct) is not null)
        {
            return true;
        }

        return await connection.RetrieveAsync(customer.Id, ct) is null
            ? false
            : throw new UpstreamException(name, UpstreamFault.Forbidden, $"{name}: the Vtiger user may not change {module}. Grant it Edit on {module}, and share the records with it for reading and writing.");
    }

    /// <exception cref="UpstreamException">A field of the last contact would not be written, and Vtiger would not say so.</exception>
    public async Task ProbeAsync(CancellationToken ct)
    {
        foreach (var module in s_modules.Where(module => options.LastContactOf(module).Count > 0))
        {
            if ((await connection.DescribeAsync(module, Denied(module), ct)).Fields is not { } fields)
            {
                continue;
            }

            var wrong = options.LastContactOf(module).Where(field => !Takes(fields.GetValueOrDefault(field.Value), field.Key)).Select(field => $"{module}.{field.Value}").ToList();
            if (wrong.Count > 0)
            {
                throw new UpstreamException(
                    name, UpstreamFault.Rejected, $"{name}: Vtiger would not store {string.Join(", ", wrong)}. Let the user's profile show the field and write it, and choose a type that holds the value, or take it out of Crm__Sources__N__Vtiger__Journal__LastContact.");
            }
        }
    }

    private static bool Takes(VtigerField? field, string what) => field is { Editable: true } && what switch
    {
        "at" => s_texts.Contains(field.Type) || field.Type is "date" or "datetime",
        "count" => s_texts.Contains(field.Type) || field.Type is "integer" or "double",
        _ => s_texts.Contains(field.Type),
    };

    private static string Denied(string module) => string.Create(
        CultureInfo.InvariantCulture, $"The Vtiger user needs View, and Edit where Crm__Sources__N__Vtiger__Journal writes, on {module}. A stock 8.3.0 refuses every user who is no administrator (docs/crm/vtiger.md, Stock 8.3.0).");
}
