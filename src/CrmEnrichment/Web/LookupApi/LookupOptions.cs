using System.Collections.Immutable;
using CrmEnrichment.Configuration;
using CrmEnrichment.Web.Callers;

namespace CrmEnrichment.Web.LookupApi;

/// <summary>Section <c>Lookup</c>: the time for an answer, what its members are called in the CRMs, and who may ask.</summary>
public sealed class LookupOptions
{
    public const string Section = CallerOptions.Section;

    private static readonly ImmutableSortedDictionary<string, string> s_members = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("caller_name", "name"),
        KeyValuePair.Create("caller_email", "email"),
        KeyValuePair.Create("account_status", "status,accountStatus"),
        KeyValuePair.Create("vip_customer", "vip"),
        KeyValuePair.Create("last_interaction", "lastInteraction,lastVisit,lastPurchaseDate"),
        KeyValuePair.Create("preferred_agent", "preferredAgent,ownerId"),
    ]);

    /// <summary>Milliseconds until an answer is given, whatever the sources do; authentication is part of it.</summary>
    public int BudgetMs { get; init; } = 900;

    /// <summary>Who may ask. The keys stand in the same section.</summary>
    internal CallerOptions Callers { get; init; } = new();

    /// <summary>For each member of the answer the customer's fields that may fill it, separated by commas: the first that is known does.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = s_members;

    /// <summary>The fields that may fill a member, in their order.</summary>
    internal IEnumerable<string> FieldsOf(string member) => Members[member].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal static LookupOptions Read(Settings settings)
    {
        var unset = new LookupOptions();
        var options = new LookupOptions
        {
            BudgetMs = settings.Number(nameof(BudgetMs), unset.BudgetMs, 100, 5000),
            Callers = CallerOptions.Read(settings),
            Members = s_members.SetItems(settings.Map(nameof(Members))),
        };
        foreach (var stray in options.Members.Keys.Where(member => !s_members.ContainsKey(member)))
        {
            settings.Problem($"{nameof(Members)}:{stray}", "is not a member of the answer", $"known are {string.Join(", ", s_members.Keys)}", 0);
        }

        return options;
    }
}
