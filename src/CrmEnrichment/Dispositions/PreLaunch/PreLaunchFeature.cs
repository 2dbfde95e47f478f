using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Dispositions.Reconciliation;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api;
using CrmEnrichment.Platforms.Vicidial.Api.Agents;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using CrmEnrichment.Platforms.Vicidial.Api.Reports;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Dispositions.PreLaunch;

public static class PreLaunchFeature
{
    /// <summary>The check list before the first call, and what writes a Dispo Call URL that is lost.</summary>
    /// <param name="setup">Where it is added.</param>
    /// <param name="addsLeads">Whether leads are added, so that their rights are needed.</param>
    public static FeatureSetup AddPreLaunchCheck(this FeatureSetup setup, bool addsLeads) => setup.AddCallGate().AddVicidialApi().Once(nameof(AddPreLaunchCheck), () =>
    {
        var vicidial = setup.VicidialSection();
        var dispositions = setup.Section(DispositionsOptions.Section, DispositionsOptions.Read);
        var takers = setup.CrmSection().Sources.Where(source => source.Kind.KeepsDispositions).Select(source => source.Name).ToList();
        setup.Services
            .AddSingleton(provider => new CallUrlSetting(provider.GetRequiredService<VicidialReports>(), vicidial, provider.GetRequiredService<ISecrets>()))
            .AddSingleton(provider =>
            {
                var (reports, leads, time) = (provider.GetRequiredService<VicidialReports>(), provider.GetRequiredService<VicidialLeads>(), provider.GetRequiredService<TimeProvider>());
                var (recent, columns) = (new RecentCalls(reports, vicidial, time), provider.GetService<ICallUrlColumns>());
                IReadOnlyList<ICrmDispositions> crms = [.. takers.Select(name => provider.GetRequiredKeyedService<CrmSystem>(name).Dispositions).OfType<ICrmDispositions>()];
                return new PreLaunchCheck(
                [
                    new VersionCheck(reports, vicidial, time),
                    new RightsCheck(leads, reports, provider.GetRequiredService<VicidialAgents>(), addsLeads, time),
                    new DispositionsCheck(recent, dispositions),
                    new VendorCodesCheck(recent, leads, provider.GetRequiredService<VendorCodes>(), crms),
                    .. columns is null ? Array.Empty<IPreLaunchCheck>() : [new CallUrlColumnsCheck(columns, provider.GetRequiredService<CallUrlSetting>())],
                    new CallUrlsCheck(recent, reports, provider.GetRequiredService<ToldCalls>(), columns is not null),
                ]);
            });
    });
}
