using System.Text.Json;
using CrmEnrichment.Customers.Sources;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>Makes one customer of what several sources know.</summary>
public static class Merge
{
    /// <summary>Field by field, the first record in the given order (best priority first) that has a value wins.</summary>
    public static IReadOnlyDictionary<string, (JsonElement Value, T From)> ByPriority<T>(IEnumerable<(T From, CustomerRecord Record)> records)
    {
        var merged = new Dictionary<string, (JsonElement, T)>(StringComparer.Ordinal);
        foreach (var (from, record) in records)
        {
            foreach (var (name, value) in record.Fields.Where(field => field.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)))
            {
                merged.TryAdd(name, (value, from));
            }
        }

        return merged;
    }

    /// <summary>Of several matches the one changed last, if the policy wants one and exactly one is the latest.</summary>
    public static CustomerRecord? Choose(IReadOnlyList<CustomerRecord> matches, AmbiguityPolicy policy)
    {
        if (policy is AmbiguityPolicy.Leave || matches.Max(match => match.ChangedAt) is not { } latest)
        {
            return null;
        }

        var newest = matches.Where(match => match.ChangedAt == latest).ToList();
        return newest.Count == 1 ? newest[0] : null;
    }
}

/// <summary>Several customers share one number.</summary>
public enum AmbiguityPolicy
{
    /// <summary>Take the record that was changed last, and say how many there are.</summary>
    MostRecentlyChanged,

    /// <summary>Name nobody, and say how many there are.</summary>
    Leave,
}
