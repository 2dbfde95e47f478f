using System.ComponentModel.DataAnnotations;

namespace CrmEnrichment.Customers;

/// <summary>Section <c>Customers</c>.</summary>
public sealed class CustomersOptions
{
    public const string Section = "Customers";

    /// <summary>ISO country whose national number forms are understood.</summary>
    [Required, RegularExpression("^[A-Z]{2}$")]
    public string DefaultRegion { get; set; } = "US";

    /// <summary>What to do when one source knows several customers under the number.</summary>
    public AmbiguityPolicy WhenAmbiguous { get; set; } = AmbiguityPolicy.MostRecentlyChanged;

    /// <summary>Milliseconds within which the sources must have answered, retries included.</summary>
    [Range(100, 60_000)]
    public int DeadlineMs { get; set; } = 5000;
}
