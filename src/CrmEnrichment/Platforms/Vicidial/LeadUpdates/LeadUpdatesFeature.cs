using CrmEnrichment.Configuration;
using CrmEnrichment.Platforms.Vicidial.Api;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Platforms.Vicidial.LeadUpdates;

public static class LeadUpdatesFeature
{
    /// <summary>Changes in the CRM, told to VICIdial's leads, where <c>VicidialApi__LeadFields</c> names the fields to copy. Needs what vendor codes stand for.</summary>
    public static FeatureSetup AddLeadUpdates(this FeatureSetup setup) => setup.AddVicidialApi().Once(nameof(AddLeadUpdates), () =>
    {
        if (setup.Section(VicidialApiOptions.Section, VicidialApiOptions.Read).LeadFields.Count > 0)
        {
            setup.Services.AddSingleton<ILeadUpdates, VicidialLeadUpdates>();
        }
    });
}
