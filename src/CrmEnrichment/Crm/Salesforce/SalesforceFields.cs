using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.JsonReading;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Crm.Salesforce;

/// <summary>The configured fields, <c>Contact.Name|Lead.Name|Account.Name</c>: the first that has a value.</summary>
internal sealed class SalesforceFields
{
    private const string Opportunity = "Opportunity";

    private static readonly Dictionary<string, string[]> s_numbers = new(StringComparer.Ordinal)
    {
        ["Contact"] = ["Phone", "MobilePhone", "HomePhone", "OtherPhone"],
        ["Lead"] = ["Phone", "MobilePhone"],
        ["Account"] = ["Phone"],
    };

    private readonly (string Field, (string Type, string Name)[] From)[] _fields;
    private readonly string _changedAt;

    public SalesforceFields(CrmSourceOptions options)
    {
        _changedAt = options.ChangedAtMember;
        _fields = [.. options.Fields.Select(field => (field.Key, field.Value.Split('|').Select(name => name.Split('.')).Select(parts => (parts[0], parts[1])).ToArray()))];
        OfAccount = options.Of<SalesforceOptions>().Account ? Of("Account") : [];
        OfOpportunity = options.Of<SalesforceOptions>().Opportunity ? Of(Opportunity) : [];
    }

    /// <summary>In the order in which they are believed: who answers for a number is a person before a firm.</summary>
    public static IReadOnlyList<string> Types { get; } = ["Contact", "Lead", "Account"];

    /// <summary>What is read of a contact's account.</summary>
    public IReadOnlyList<string> OfAccount { get; }

    public IReadOnlyList<string> OfOpportunity { get; }

    /// <summary>What is asked of a record that is looked for: the configured fields, and what the look-up itself needs.</summary>
    public IReadOnlyList<string> Asked(string type) =>
        [.. Of(type).Concat(s_numbers[type]).Append("Id").Append(_changedAt).Concat(type is "Contact" ? ["AccountId"] : []).Distinct(StringComparer.OrdinalIgnoreCase)];

    public static bool Has(string type, JsonElement record, PhoneNumber phone, PhoneNumberReader numbers) =>
        s_numbers[type].Any(name => record.TryMember(name, out var value) && value.TryText(out var text) && numbers.Reads(text, phone));

    /// <param name="records">By type, the one that was found and those that belong to it.</param>
    public CustomerRecord Read(string type, IReadOnlyDictionary<string, JsonElement> records)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (field, from) in _fields)
        {
            foreach (var (of, name) in from)
            {
                if (records.TryGetValue(of, out var record) && record.TryMemberInAnyCase(name, out var value) && JsonMember.IsKnown(value))
                {
                    fields.TryAdd(field, value);
                }
            }
        }

        return new CustomerRecord(fields, records[type].TryMemberInAnyCase(_changedAt, out var changedAt) ? JsonMember.Time(changedAt) : null)
        {
            Id = records[type].TryMember("Id", out var id) && id.TryText(out var text) ? text : null,
        };
    }

    private string[] Of(string type) => [.. _fields.SelectMany(field => field.From)
        .Where(from => string.Equals(from.Type, type, StringComparison.Ordinal)).Select(from => from.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
}
