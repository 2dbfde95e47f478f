using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Customers;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using CrmEnrichment.State;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Leads;

public static class LeadsFeature
{
    /// <summary>The handler <see cref="InjectLead"/>, over the CRMs that are registered and VICIdial's API. Needs what vendor codes stand for.</summary>
    public static FeatureSetup AddLeads(this FeatureSetup setup) => setup.AddPipeline().AddVicidialApi().Once(nameof(AddLeads), () =>
    {
        var options = setup.LeadsSection();
        var vicidial = setup.Section(VicidialApiOptions.Section, VicidialApiOptions.Read);
        var region = setup.Section(CustomersOptions.Section, CustomersOptions.Read).DefaultRegion;
        setup.NeedTable("Leads", "what was begun and the codes of long ids are kept there");

        setup.Services
            .AddSingleton(new LeadNumbers(region))
            .AddSingleton(provider => new CallSpacing(TimeSpan.FromMilliseconds(options.PauseMs), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new InjectLead(
                options,
                new LeadRecords(provider.GetRequiredService<CustomerDirectory>(), vicidial, options),
                provider.GetRequiredService<LeadNumbers>(),
                provider.GetRequiredService<VendorCodes>(),
                provider.GetRequiredService<VicidialLeads>(),
                provider.GetRequiredService<CallSpacing>(),
                provider.GetRequiredService<IStateStore>(),
                provider.GetRequiredService<Metrics>()))
            .AddSingleton(provider => EventRoute.Of(provider.GetRequiredService<InjectLead>(), provider.GetRequiredService<FailureBoundary>()));
    });

    internal static LeadsOptions LeadsSection(this FeatureSetup setup)
    {
        var sources = setup.CrmSection().Sources;
        return setup.Section(LeadsOptions.Section, settings => LeadsOptions.Read(settings, sources));
    }
}
