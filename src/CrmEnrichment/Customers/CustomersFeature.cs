using CrmEnrichment.ColdStart;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Customers;

public static class CustomersFeature
{
    /// <summary>The directory over the sources that are registered as <see cref="DirectorySource"/>.</summary>
    public static FeatureSetup AddCustomers(this FeatureSetup setup) => setup.AddWarmUp().Once(nameof(AddCustomers), () =>
    {
        var options = setup.Section(CustomersOptions.Section, CustomersOptions.Read);
        setup.Section(StateOptions.Section, StateOptions.Read);
        setup.Services
            // The audit is a record, not a diagnosis: it is written whatever the level.
            .AddLogging(logging => logging.AddFilter(typeof(LookupAudit).FullName, LogLevel.Information))
            .AddSingleton(options.Cache)
            .AddSingleton(_ => new PhoneNumberReader(options.DefaultRegion))
            .AddSingleton<CustomerCache>()
            .AddSingleton(provider => new LookupAudit(
                options.AuditSecretId,
                provider.GetRequiredService<ISecrets>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<LookupAudit>>()))
            .AddSingleton<CustomerDirectory>()
            .AddSingleton(provider => DirectoryRehearsal.Step(provider.GetRequiredService<PhoneNumberReader>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new WarmUpStep("audit key", WarmUpKind.Connections, provider.GetRequiredService<LookupAudit>().ConnectAsync))
            .AddSingleton(provider => new WarmUpStep("state table", WarmUpKind.Connections, provider.GetRequiredService<CustomerCache>().ConnectAsync));
    });
}
