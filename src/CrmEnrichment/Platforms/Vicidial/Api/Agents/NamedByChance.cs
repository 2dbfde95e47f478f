using CrmEnrichment.Platforms.Vicidial.Api.Connection;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;

namespace CrmEnrichment.Platforms.Vicidial.Api.Agents;

/// <summary>VICIdial looks for the names of fields in the whole of a request, values included, and empties those that it finds there and has no value for.</summary>
internal static class NamedByChance
{
    /// <summary>Adds the fields that some value names, with what they hold, until no other is named.</summary>
    /// <returns>Null where it is not known what such a field holds.</returns>
    public static IReadOnlyList<(string Name, string? Value)>? Complete(IReadOnlyList<(string Name, string? Value)> request, IReadOnlyDictionary<string, string>? current)
    {
        var whole = request.ToList();
        for (var at = 0; at < whole.Count; at++)
        {
            var (field, value) = whole[at];
            foreach (var name in Others(field, value).Except(whole.Select(known => known.Name), StringComparer.Ordinal).ToList())
            {
                if (current is null || !current.TryGetValue(name, out var held))
                {
                    return null;
                }

                whole.Add((name, VicidialText.Clean(held, int.MaxValue)));
            }
        }

        return whole;
    }

    /// <summary>A name that is part of the field's own is found there too: <c>rank</c> in none, but <c>state</c> in a field of one's own.</summary>
    private static IEnumerable<string> Others(string field, string? value) => LeadFields.OnScreen.Where(name =>
        !string.Equals(name, field, StringComparison.Ordinal)
        && (field.Contains(name, StringComparison.OrdinalIgnoreCase) || value?.Contains(name, StringComparison.OrdinalIgnoreCase) is true));
}
