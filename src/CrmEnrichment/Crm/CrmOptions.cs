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

        return new CrmOptions { Sources = sources };
    }
}
