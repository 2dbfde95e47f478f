using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm;

/// <summary>Section <c>Crm</c>.</summary>
public sealed class CrmOptions
{
    public const string Section = "Crm";

    /// <summary>The systems that are asked who the customer is, side by side.</summary>
    public IReadOnlyList<CrmSourceOptions> Sources { get; init; } = [];

    internal static CrmOptions Read(Settings settings, IReadOnlyList<CrmKind> kinds)
    {
        var sources = settings.Items(nameof(Sources), source => CrmSourceOptions.Read(source, kinds));
        if (sources.Count == 0)
        {
            settings.Problem("Sources:0:Url", "is not set", "name at least one CRM source", 0);
        }

        foreach (var name in sources.GroupBy(source => source.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
        {
            settings.Problem(nameof(Sources), $"holds {name.Count()} sources called '{name.Key}'", "give each its own Name", 0);
        }

        CheckNeeds(settings, sources);
        return new CrmOptions { Sources = sources };
    }

    /// <summary>What no source gives is never known, and the source that needs it never asked.</summary>
    private static void CheckNeeds(Settings settings, IEnumerable<CrmSourceOptions> sources)
    {
        var waiting = sources.ToList();
        var given = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.Find(source => Needs(source).All(given.Contains)) is { } asked)
        {
            waiting.Remove(asked);
            given.UnionWith(asked.Fields.Keys);
        }

        foreach (var (name, need) in waiting.SelectMany(source => Needs(source).Except(given, StringComparer.Ordinal).Select(need => (source.Name, need))))
        {
            settings.Problem(
                nameof(Sources),
                $"holds '{name}', which asks by the customer's field '{need}', and no source that is asked before gives it",
                $"ask by another ({string.Join(", ", given)}), as with Http__CustomerIdField, or add it to the Fields of one that finds customers",
                0);
        }
    }

    private static IReadOnlyList<string> Needs(CrmSourceOptions source) => source.Kind.Needs(source.Own);
}
