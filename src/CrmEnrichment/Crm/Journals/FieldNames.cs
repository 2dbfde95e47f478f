using System.Text.RegularExpressions;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm.Journals;

/// <summary>What a CRM calls the fields that we write, by configuration.</summary>
internal static partial class FieldNames
{
    /// <summary>In the place of a name: the field is not written.</summary>
    public const string LeftOut = "-";

    /// <summary>The defaults, each replaced by what is set for it.</summary>
    /// <param name="settings">The section.</param>
    /// <param name="key">The map.</param>
    /// <param name="defaults">All fields that there are.</param>
    /// <param name="needed">One that must not be left out; null where each may.</param>
    /// <param name="form">Of a name; null for letters, digits and underscores.</param>
    /// <param name="fix">How to write one of that form.</param>
    public static IReadOnlyDictionary<string, string> Read(
        Settings settings, string key, IReadOnlyDictionary<string, string> defaults, string? needed = null, Regex? form = null, string fix = "use 1 to 80 letters, digits and underscores")
    {
        var set = settings.Map(key);
        foreach (var (field, name) in set)
        {
            if (!defaults.ContainsKey(field))
            {
                settings.Problem($"{key}:{field}", "is not a field", $"use one of {string.Join(", ", defaults.Keys)}", 0);
            }
            else if (name is LeftOut ? string.Equals(field, needed, StringComparison.Ordinal) : !(form ?? Name).IsMatch(name))
            {
                settings.Problem($"{key}:{field}", $"is '{name}'", $"{fix}{(string.Equals(field, needed, StringComparison.Ordinal) ? "" : $", or {LeftOut} to leave the field out")}", 0);
            }
        }

        var names = defaults.ToDictionary(field => field.Key, field => set.GetValueOrDefault(field.Key, field.Value), StringComparer.Ordinal);
        foreach (var same in names.Where(field => field.Value is not LeftOut).GroupBy(field => field.Value, field => field.Key, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            settings.Problem(key, $"writes {string.Join(" and ", same)} into '{same.Key}'", "give each its own name", 0);
        }

        return names;
    }

    /// <summary>The fields under the names that the CRM has for them, without those that are left out.</summary>
    public static IReadOnlyDictionary<string, string> Named(this IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, string> names) =>
        fields.Where(field => names[field.Key] is not LeftOut).ToDictionary(field => names[field.Key], field => field.Value, StringComparer.Ordinal);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,79}\z", RegexOptions.None, 10_000)]
    private static partial Regex Name { get; }
}
