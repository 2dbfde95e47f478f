namespace CrmEnrichment.Platforms.Vicidial;

/// <summary>A record of a CRM, as a lead's vendor code names it.</summary>
/// <param name="Source">The CRM source's configured name.</param>
/// <param name="Id">The record's id as that source writes it.</param>
public sealed record VendorRecord(string Source, string Id)
{
    // The id may be whatever a database holds, such as a number: it stays out of the logs.
    public override string ToString() => $"a record in {Source}";
}
