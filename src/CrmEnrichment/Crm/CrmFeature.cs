using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Health;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Crm;

public static class CrmFeature
{
    /// <summary>Makes a kind known; before <see cref="AddCrms"/>.</summary>
    public static FeatureSetup AddCrmKind(this FeatureSetup setup, CrmKind kind) => setup.Once($"{nameof(AddCrmKind)} {kind.Name}", () => setup.Services.AddSingleton(kind));

    /// <summary>The configured systems: for each a source of the directory and a place in the health check, over one connection.</summary>
    public static FeatureSetup AddCrms(this FeatureSetup setup) => setup.Once(nameof(AddCrms), () =>
    {
        foreach (var source in setup.CrmSection().Sources)
        {
            if (source.RequestsASecond > 0)
            {
                setup.NeedTable($"{nameof(CrmSourceOptions.RequestsASecond)} of the source '{source.Name}'", "processes that share no table cannot share a rate limit");
            }

            setup.Services
                .AddKeyedSingleton(source.Name, (provider, _) => source.Kind.Open(source, new(
                    provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<UpstreamClients>(), provider.GetRequiredService<PhoneNumberReader>(), provider.GetService<IStateStore>())))
                .AddSingleton(provider => new DirectorySource(
                    provider.GetRequiredKeyedService<CrmSystem>(source.Name).Customers, source.Priority, source.Role, TimeSpan.FromMilliseconds(source.DeadlineMs)))
                .AddSingleton(provider => new Component(
                    source.Name, ComponentKind.CustomerSource, provider.GetRequiredKeyedService<CrmSystem>(source.Name).Customers.ProbeAsync));
        }
    });

    /// <summary>Section <c>Crm</c>, by the kinds that are known.</summary>
    internal static CrmOptions CrmSection(this FeatureSetup setup) => setup.Section(CrmOptions.Section, settings => CrmOptions.Read(
        settings, [.. setup.Services.Select(service => service.ImplementationInstance).OfType<CrmKind>().OrderBy(kind => kind.Name, StringComparer.Ordinal)]));
}
