using CrmEnrichment.Configuration;

namespace CrmEnrichment.Customers;

/// <summary>Section <c>Customers</c>.</summary>
public sealed class CustomersOptions
{
    public const string Section = "Customers";

    /// <summary>ISO country whose national number forms are understood.</summary>
    public string DefaultRegion { get; init; } = "US";

    /// <summary>What to do when one source knows several customers under the number.</summary>
    public AmbiguityPolicy WhenAmbiguous { get; init; }

    /// <summary>Milliseconds within which every source must have answered, its retries included.</summary>
    public int DeadlineMs { get; init; } = 5000;

    internal static CustomersOptions Read(Settings settings)
    {
        var options = new CustomersOptions
        {
            DefaultRegion = settings.Text(nameof(DefaultRegion), RegionFix, "US").ToUpperInvariant(),
            WhenAmbiguous = settings.Choice(nameof(WhenAmbiguous), AmbiguityPolicy.MostRecentlyChanged),
            DeadlineMs = settings.Number(nameof(DeadlineMs), 5000, 100, 60_000),
        };
        return PhoneNumberReader.IsKnownRegion(options.DefaultRegion)
            ? options
            : settings.Problem(nameof(DefaultRegion), $"is '{options.DefaultRegion}'", RegionFix, options);
    }

    private const string RegionFix = "name a country by its two-letter ISO code, such as US";
}
