namespace CrmEnrichment.Dispositions.Reconciliation;

/// <summary>A campaign or in-group with calls of which none reached us: its Dispo Call URL is lost, as it is when a campaign is cloned.</summary>
/// <param name="Group">The campaign's or in-group's id.</param>
/// <param name="Day">In the zone of VICIdial's server.</param>
/// <param name="Calls">How many calls of it an agent gave a disposition.</param>
public sealed record LostUrl(string Group, DateOnly Day, int Calls);
