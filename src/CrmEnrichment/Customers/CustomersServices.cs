using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Customers;

internal static class CustomersServices
{
    public static IServiceCollection AddCustomers(this IServiceCollection services, CustomersOptions options) => services
        .AddSingleton(options)
        .AddSingleton(options.Cache)
        .AddSingleton(new PhoneNumberReader(options.DefaultRegion))
        .AddSingleton<CustomerCache>()
        .AddSingleton(provider => new LookupAudit(
            options.AuditSecretId,
            provider.GetRequiredService<ISecrets>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LookupAudit>>()))
        .AddSingleton<CustomerDirectory>();
}
