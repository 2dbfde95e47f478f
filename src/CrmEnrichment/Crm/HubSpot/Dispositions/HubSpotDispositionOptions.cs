using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.HubSpot.Api;

namespace CrmEnrichment.Crm.HubSpot.Dispositions;

/// <summary>Where the outcome of a call is written, section <c>Crm:Sources:N:HubSpot:Dispositions</c>.</summary>
public sealed class HubSpotDispositionOptions
{
    /// <summary>The contact's property that says that nobody contacts them again: a single checkbox. HubSpot has none of its own that may be written.</summary>
    public string DoNotContact { get; init; } = "do_not_contact";

    /// <summary>The contact's property with the status of a lead, for contacts without an open deal.</summary>
    public string LeadStatus { get; init; } = "hs_lead_status";

    internal static HubSpotDispositionOptions Read(Settings settings)
    {
        var unset = new HubSpotDispositionOptions();
        return new()
        {
            DoNotContact = settings.Text(nameof(DoNotContact), HubSpotPropertyName.Fix, unset.DoNotContact, HubSpotPropertyName.Form),
            LeadStatus = settings.Text(nameof(LeadStatus), HubSpotPropertyName.Fix, unset.LeadStatus, HubSpotPropertyName.Form),
        };
    }
}
