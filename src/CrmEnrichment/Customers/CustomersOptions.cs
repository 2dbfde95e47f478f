using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.PhoneNumbers;

namespace CrmEnrichment.Customers;

/// <summary>Section <c>Customers</c>.</summary>
public sealed class CustomersOptions
{
    public const string Section = "Customers";

    /// <summary>ISO country whose national number forms are understood.</summary>
    public string DefaultRegion { get; init; } = "US";

    /// <summary>What to do when one source knows several customers under the number.</summary>
    public AmbiguityPolicy WhenAmbiguous { get; init; }

    /// <summary>Milliseconds that a look-up may take in all, over every source and its retries.</summary>
    public int DeadlineMs { get; init; } = 5000;

    /// <summary>When a look-up gives its first answer.</summary>
    public WaitFor WaitFor { get; init; }

    /// <summary>How long the sources' answers are cached.</summary>
    public CacheOptions Cache { get; init; } = new();

    /// <summary>What each audience may see.</summary>
    public AudiencesOptions Audiences { get; init; } = new();

    /// <summary>Secret with the key under which the audit hashes callers; empty: the audit does not say who was looked up.</summary>
    public string AuditSecretId { get; init; } = "";

    internal static CustomersOptions Read(Settings settings)
    {
        var options = new CustomersOptions
        {
            DefaultRegion = settings.Text(nameof(DefaultRegion), RegionFix, "US").ToUpperInvariant(),
            WhenAmbiguous = settings.Choice(nameof(WhenAmbiguous), AmbiguityPolicy.MostRecentlyChanged),
            DeadlineMs = settings.Number(nameof(DeadlineMs), 5000, 100, 60_000),
            WaitFor = settings.Choice(nameof(WaitFor), WaitFor.All),
            Cache = settings.Nested(nameof(Cache), CacheOptions.Read),
            Audiences = settings.Nested(nameof(Audiences), AudiencesOptions.Read),
            AuditSecretId = settings.Text(nameof(AuditSecretId), """name the secret that holds {"key": …}""", ""),
        };
        return PhoneNumberReader.IsKnownRegion(options.DefaultRegion)
            ? options
            : settings.Problem(nameof(DefaultRegion), $"is '{options.DefaultRegion}'", RegionFix, options);
    }

    private const string RegionFix = "name a country by its two-letter ISO code, such as US";
}
