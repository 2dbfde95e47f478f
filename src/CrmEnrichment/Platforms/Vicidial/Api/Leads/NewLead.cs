namespace CrmEnrichment.Platforms.Vicidial.Api.Leads;

/// <summary>A lead to add.</summary>
/// <param name="National">The number without its calling code, of digits: VICIdial stores a plus as part of the number, and finds nobody by it.</param>
/// <param name="PhoneCode">The calling code.</param>
/// <param name="List">Its id.</param>
internal sealed record NewLead(string National, string PhoneCode, string List)
{
    /// <summary>Its own fields, by VICIdial's names.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Fields that the list's administrator has added.</summary>
    public IReadOnlyDictionary<string, string> CustomFields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Such as <c>DUPSYS</c>, <c>DUPCAMP</c>, <c>DUPLIST90DAY</c>; null: a duplicate is added.</summary>
    public string? DuplicateCheck { get; init; }

    /// <summary>Whether a number of the system's do-not-call list is refused.</summary>
    public bool DncCheck { get; init; } = true;

    /// <summary>The campaign whose own do-not-call list counts too; null: none.</summary>
    public string? DncCampaign { get; init; }

    /// <summary>Whether it is dialled next, without waiting for the hopper to be filled.</summary>
    public bool AddToHopper { get; init; }

    // A lead must not get into a message.
    public override string ToString() => $"a lead for list {List}";
}

/// <summary>A lead that was added.</summary>
/// <param name="LeadId">VICIdial's own.</param>
/// <param name="List">Its list's id.</param>
/// <param name="InHopper">Whether it is dialled next.</param>
internal sealed record AddedLead(string LeadId, string List, bool InHopper);
