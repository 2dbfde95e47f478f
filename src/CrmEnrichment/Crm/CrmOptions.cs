using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm;

/// <summary>Section <c>Crm</c>.</summary>
public sealed class CrmOptions
{
    public const string Section = "Crm";

    /// <summary>The systems that are asked who the customer is, side by side.</summary>
    public IReadOnlyList<CrmSourceOptions> Sources { get; init; } = [];

    internal static CrmOptions Read(Settings settings)
    {
        var sources = settings.Items(nameof(Sources), CrmSourceOptions.Read);
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
    private static void CheckNeeds(Settings settings, IReadOnlyList<CrmSourceOptions> sources)
    {
        var given = sources.Where(source => source.Http is null).SelectMany(source => source.Fields.Keys).Distinct(StringComparer.Ordinal).ToList();
        foreach (var (name, need) in sources.SelectMany(source => source.Http?.Needs.Except(given, StringComparer.Ordinal).Select(need => (source.Name, need)) ?? []))
        {
            settings.Problem(
                nameof(Sources),
                $"holds '{name}', which asks by the customer's field '{need}', and no source that finds customers gives it",
                $"ask by another ({string.Join(", ", given)}), as with Http:CustomerIdField, or add it to such a source's Fields",
                0);
        }
    }
}
