namespace CrmEnrichment.Platforms.Vicidial.Api.Leads;

/// <summary>Which lead is meant.</summary>
internal abstract record LeadKey
{
    private LeadKey()
    {
    }

    internal sealed record Id(string LeadId) : LeadKey;

    /// <summary>Of several leads with this code VICIdial takes the newest.</summary>
    internal sealed record VendorCode(string Code) : LeadKey;

    /// <param name="National">Without its calling code: a whole number finds nobody.</param>
    internal sealed record Phone(string National) : LeadKey;

    public override string ToString() => GetType().Name;

    /// <summary>As the functions want it.</summary>
    internal IReadOnlyList<(string Name, string? Value)> Search => this switch
    {
        Id id => [("search_method", "LEAD_ID"), ("lead_id", id.LeadId)],
        VendorCode code => [("search_method", "VENDOR_LEAD_CODE"), ("vendor_lead_code", code.Code)],
        Phone phone => [("search_method", "PHONE_NUMBER"), ("phone_number", phone.National)],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>The leads that a search found, the newest first; none where nobody was found.</summary>
internal sealed record FoundLeads(IReadOnlyList<string> LeadIds);

/// <summary>A call that was promised.</summary>
/// <param name="At">In the time of VICIdial's server, <c>2026-12-01 10:00:00</c>.</param>
/// <param name="User">Who promised it, where that person calls.</param>
internal sealed record LeadCallback(string LeadId, string Status, string At, string? User, string Campaign, string? Comments)
{
    public bool IsActive => string.Equals(Status, "ACTIVE", StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"a callback of lead {LeadId}";
}
