using System.Text.Json;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot;

/// <summary>The configured fields: <c>email</c> of the contact, <c>company.name</c>, <c>deal.amount</c>; several properties are joined by a space.</summary>
internal sealed class HubSpotFields(CrmSourceOptions options)
{
    private const string Company = "company.", Deal = "deal.";

    public IReadOnlyList<string> OfContact { get; } =
        [.. Properties(options).Where(p => !p.Contains('.', StringComparison.Ordinal)).Append(options.ChangedAtMember).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> OfCompany { get; } = options.Of<HubSpotOptions>().Company ? Below(options, Company) : [];

    public IReadOnlyList<string> OfDeal { get; } = options.Of<HubSpotOptions>().Deal ? Below(options, Deal) : [];

    public CustomerRecord Read(JsonElement contact, JsonElement? company, JsonElement? deal)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (field, properties) in options.Fields)
        {
            if (Join([.. Split(properties).Select(Find).OfType<JsonElement>()]) is { } value)
            {
                fields[field] = value;
            }
        }

        return new CustomerRecord(fields, JsonMember.Time(Property(contact, options.ChangedAtMember)))
        {
            Id = contact.TryMember("id", out var id) && id.TryText(out var text) ? text : null,
        };

        JsonElement? Find(string property) =>
            property.StartsWith(Company, StringComparison.Ordinal) ? Property(company, property[Company.Length..])
            : property.StartsWith(Deal, StringComparison.Ordinal) ? Property(deal, property[Deal.Length..])
            : Property(contact, property);
    }

    /// <returns>Null for what HubSpot leaves empty, and for a text that was cut through an emoji.</returns>
    public static JsonElement? Property(JsonElement? record, string property) =>
        record is { } known
        && known.TryMember("properties", out var properties)
        && properties.TryMember(property, out var value)
        && JsonMember.IsKnown(value)
            ? value
            : null;

    private static JsonElement? Join(IReadOnlyList<JsonElement> values) => values switch
    {
        [] => null,
        [var one] => one,
        _ => JsonElement.Parse($"\"{JsonEncodedText.Encode(string.Join(' ', values))}\""),
    };

    private static string[] Below(CrmSourceOptions options, string prefix) =>
        [.. Properties(options).Where(p => p.StartsWith(prefix, StringComparison.Ordinal)).Select(p => p[prefix.Length..]).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Properties(CrmSourceOptions options) => options.Fields.Values.SelectMany(Split);

    private static string[] Split(string properties) => properties.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
