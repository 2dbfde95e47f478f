using System.Globalization;
using System.Text.Json;
using CrmEnrichment.Crm.Vtiger.Queries;
using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Crm.Vtiger;

/// <summary>The configured fields, <c>Contacts.firstname Contacts.lastname|Leads.company</c>: the first alternative that has a value, its parts joined by a space.</summary>
internal sealed class VtigerFields
{
    private readonly (string Field, (string Module, string Name)[][] From)[] _fields;
    private readonly string _changedAt;

    public VtigerFields(CrmSourceOptions options)
    {
        _changedAt = options.ChangedAtMember;
        _fields = [.. options.Fields.Select(field => (field.Key, field.Value.Split('|').Select(Parts).ToArray()))];
        AsksForAccount = options.Of<VtigerOptions>().Account && Of(VtigerModule.Accounts).Any();
    }

    /// <summary>Whether a contact's account has anything to tell.</summary>
    public bool AsksForAccount { get; }

    /// <summary>What is asked of a record that is searched: the configured fields, and what the look-up itself needs.</summary>
    public IReadOnlyList<string> Asked(VtigerModule module) =>
        [.. Read(module.Name).Concat(module.Phones).Append("id").Append(_changedAt)
            .Concat(AsksForAccount && module.Name is VtigerModule.Contacts ? ["account_id"] : []).Distinct(StringComparer.Ordinal)];

    /// <summary>The configured fields of a module, without the one that no query knows.</summary>
    public IEnumerable<string> Read(string module) => Of(module).Where(name => name is not VtigerRecord.Label);

    public static bool Has(VtigerModule module, JsonElement record, PhoneNumber phone, PhoneNumberReader numbers) =>
        module.Phones.Any(name => VtigerRecord.Text(record, name) is { } text && numbers.Reads(text, phone));

    /// <param name="records">By module, the one that was found and those that belong to it.</param>
    public CustomerRecord Read(string module, IReadOnlyDictionary<string, JsonElement> records)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (field, alternatives) in _fields)
        {
            if (alternatives.Select(Join).FirstOrDefault(text => text.Length > 0) is { } text)
            {
                fields[field] = JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");
            }
        }

        return new CustomerRecord(fields, ChangedAt(records[module])) { Id = VtigerRecord.Text(records[module], "id") };

        string Join((string Module, string Name)[] parts) => string.Join(
            ' ', parts.Select(part => records.TryGetValue(part.Module, out var record) ? VtigerRecord.Text(record, part.Name) : null).OfType<string>());
    }

    private IEnumerable<string> Of(string module) =>
        _fields.SelectMany(field => field.From).SelectMany(parts => parts).Where(part => string.Equals(part.Module, module, StringComparison.Ordinal)).Select(part => part.Name);

    /// <summary>Times are UTC, whatever time zone the user has.</summary>
    private DateTimeOffset? ChangedAt(JsonElement record) =>
        DateTimeOffset.TryParseExact(VtigerRecord.Text(record, _changedAt), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static (string Module, string Name)[] Parts(string alternative) => [.. alternative.Split(' ').Select(name => name.Split('.')).Select(parts => (parts[0], parts[1]))];
}
