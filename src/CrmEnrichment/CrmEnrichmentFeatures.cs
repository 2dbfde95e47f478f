using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.HttpAttributes;
using CrmEnrichment.Crm.HubSpot;
using CrmEnrichment.Crm.Rest;
using CrmEnrichment.Crm.Salesforce;
using CrmEnrichment.Crm.Vtiger;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Health;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Platforms.Genesys;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment;

/// <summary>Puts features together that do not know each other. What is not here comes from outside: the queue, the secrets and the state store.</summary>
public static class CrmEnrichmentFeatures
{
    /// <summary>The handlers of every platform that is configured; for replays and the health check.</summary>
    public static FeatureSetup AddConfiguredHandlers(this FeatureSetup setup) =>
        setup.Has(GenesysOptions.Section) ? setup.AddInteractionEnrichment() : setup;

    /// <summary>Interactions of Genesys Cloud, enriched from the CRMs.</summary>
    public static FeatureSetup AddInteractionEnrichment(this FeatureSetup setup) => setup.AddGenesys().AddCustomerDirectory().AddEnrichment();

    /// <summary>The directory over the CRMs that are configured.</summary>
    public static FeatureSetup AddCustomerDirectory(this FeatureSetup setup) => setup.AddCustomers().Once(nameof(AddCustomerDirectory), () =>
    {
        var crm = setup.Section(CrmOptions.Section, CrmOptions.Read);
        var customers = setup.Section(CustomersOptions.Section, CustomersOptions.Read);
        if (customers.WaitFor is WaitFor.Essential && crm.Sources.All(source => source.Role is not SourceRole.Essential))
        {
            setup.Problem("Customers__WaitFor is 'Essential', and no source is: set Crm__Sources__N__Role to Essential for those that suffice for a first answer, or wait for All.");
        }

        foreach (var (source, field) in crm.Sources.SelectMany(source => source.Fields.Keys.Intersect(CustomerContext.Names, StringComparer.OrdinalIgnoreCase).Select(field => (source, field))))
        {
            setup.Problem($"Crm__Sources of '{source.Name}' has a field '{field}', which is a name of the context's own: give the field another name.");
        }

        setup.Services
            .AddKeyedSingleton(CrmKind.Rest, Factory((source, secrets, clients, _) => RestCustomerSource.Open(source, secrets, clients)))
            .AddKeyedSingleton(CrmKind.HubSpot, Factory(HubSpotCustomerSource.Open))
            .AddKeyedSingleton(CrmKind.Salesforce, Factory(SalesforceCustomerSource.Open))
            .AddKeyedSingleton(CrmKind.Vtiger, Factory(VtigerCustomerSource.Open))
            .AddKeyedSingleton(CrmKind.Http, Factory((source, secrets, clients, _) => HttpAttributesSource.Open(source, secrets, clients)));
        foreach (var source in crm.Sources)
        {
            setup.Services
                .AddKeyedSingleton(source.Name, (provider, _) => new DirectorySource(
                    provider.GetRequiredKeyedService<CrmSourceFactory>(source.Kind)(provider, source), source.Priority, source.Role, TimeSpan.FromMilliseconds(source.DeadlineMs)))
                .AddSingleton(provider => provider.GetRequiredKeyedService<DirectorySource>(source.Name))
                .AddSingleton(provider => new Component(source.Name, ComponentKind.CustomerSource, provider.GetRequiredKeyedService<DirectorySource>(source.Name).Source.ProbeAsync));
        }
    });

    private static CrmSourceFactory Factory(Func<CrmSourceOptions, ISecrets, UpstreamClients, PhoneNumberReader, ICustomerSource> open) => (provider, source) => open(
        source,
        provider.GetRequiredService<ISecrets>(),
        provider.GetRequiredService<UpstreamClients>(),
        provider.GetRequiredService<PhoneNumberReader>());
}
