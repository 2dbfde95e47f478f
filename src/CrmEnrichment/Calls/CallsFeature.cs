using CrmEnrichment.Configuration;
using CrmEnrichment.Health;
using CrmEnrichment.Platforms.Vicidial.Api;
using CrmEnrichment.Platforms.Vicidial.Api.Agents;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Calls;

public static class CallsFeature
{
    /// <summary>What agents' telephones do, and its place in the health check.</summary>
    public static FeatureSetup AddCallControl(this FeatureSetup setup) => setup.AddVicidialApi().Once(nameof(AddCallControl), () =>
    {
        var options = setup.Section(CallsOptions.Section, CallsOptions.Read);
        setup.Services
            .AddSingleton(provider => new DirectCall(provider.GetRequiredService<VicidialAgents>(), provider.GetRequiredService<VicidialLeads>(), options, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new Component("VicidialAgents", ComponentKind.Platform, provider.GetRequiredService<VicidialAgents>().ProbeAsync));
    });
}
