using System.ComponentModel.DataAnnotations;

namespace CrmEnrichment.Crm;

/// <summary>Section <c>Crm</c>.</summary>
public sealed class CrmOptions
{
    public const string Section = "Crm";

    /// <summary>The systems that are asked who the customer is, side by side.</summary>
    [Required, MinLength(1)]
    public IList<CrmSourceOptions> Sources { get; } = [];
}
