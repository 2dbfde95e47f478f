using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;

namespace CrmEnrichment.Platforms.Vicidial.Api.Leads;

/// <summary>Values for a lead's own fields, as VICIdial stores them.</summary>
internal static class LeadFields
{
    public const string VendorCode = "vendor_lead_code";
    public const string SourceId = "source_id";
    public const string Comments = "comments";
    public const string State = "state";
    public const string Province = "province";

    /// <summary>A longer id cannot stand there.</summary>
    public const int LongestSourceId = 50;

    /// <summary>How many letters each holds; VICIdial cuts what is longer, and says nothing.</summary>
    private static readonly FrozenDictionary<string, int> s_longest = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [VendorCode] = 20,
        [SourceId] = LongestSourceId,
        ["title"] = 4,
        ["first_name"] = 30,
        ["middle_initial"] = 1,
        ["last_name"] = 30,
        ["address1"] = 100,
        ["address2"] = 100,
        ["address3"] = 100,
        ["city"] = 50,
        [State] = 2,
        [Province] = 50,
        ["postal_code"] = 10,
        ["country_code"] = 3,
        ["gender"] = 1,
        ["date_of_birth"] = 10,
        ["alt_phone"] = 12,
        ["email"] = 70,
        ["security_phrase"] = 100,
        [Comments] = 255,
        ["rank"] = 5,
        ["owner"] = 20,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Fields that a person or a mapping may fill. The vendor code says whose copy the lead is, and source_id what it stands for: neither is.</summary>
    public static IReadOnlyList<string> Changeable { get; } = [.. s_longest.Keys.Except([VendorCode, SourceId], StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static bool IsKnown(string field) => s_longest.ContainsKey(field);

    /// <summary>Every field that update_fields writes, and so every name that it looks for in a request.</summary>
    public static IReadOnlyList<string> OnScreen { get; } = [.. s_longest.Keys.Append("phone_number").Append("phone_code").Append("gmt_offset_now").Order(StringComparer.Ordinal)];

    /// <returns>The values that can be stored. A whole state's name goes to the province: cut to two letters it is another state, with other hours for calls.</returns>
    /// <exception cref="ArgumentException">A field is not one of a lead's, or an id would be cut and mean another record.</exception>
    public static IReadOnlyList<(string Name, string? Value)> Read(IReadOnlyDictionary<string, string> fields)
    {
        var read = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, text) in fields)
        {
            if (!s_longest.TryGetValue(name, out var longest))
            {
                throw new ArgumentException($"A lead has no field '{name}'.", nameof(fields));
            }

            var value = VicidialText.Clean(text, name is VendorCode or SourceId ? int.MaxValue : name is State ? s_longest[Province] : longest);
            if (value.Length > longest && name is VendorCode or SourceId)
            {
                Refuse(name, longest);
            }

            if (name is State && value.Length > longest)
            {
                read.TryAdd(Province, value);
            }
            else if (value.Length is > 0 and var length && length <= longest)
            {
                read[name] = value;
            }
        }

        return [.. read.Select(field => (field.Key, field.Value))];
    }

    [DoesNotReturn]
    private static void Refuse(string name, int longest) => throw new ArgumentException($"{name} holds {longest} characters; a longer id would be cut.", nameof(name));
}
