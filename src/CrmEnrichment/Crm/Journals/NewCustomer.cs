namespace CrmEnrichment.Crm.Journals;

/// <summary>A caller whom no source knows.</summary>
/// <param name="TrackingId">Of the interaction that they were first seen in.</param>
/// <param name="Phone">E.164; null where only an address is known.</param>
/// <param name="Email">Null where only a number is known.</param>
/// <param name="SourceSystem">Where they come from, for the CRM's lead source.</param>
public sealed record NewCustomer(string TrackingId, string? Phone, string? Email, string SourceSystem)
{
    /// <summary>Where nothing is known, CRMs that demand a name get this one.</summary>
    public string Name { get; init; } = "Unknown caller";

    public override string ToString() => $"new customer of {TrackingId}";
}
