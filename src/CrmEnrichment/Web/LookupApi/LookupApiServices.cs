using CrmEnrichment.Diagnostics;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.LookupApi;

internal static class LookupApiServices
{
    public static IServiceCollection AddLookupApi(this IServiceCollection services, LookupOptions options) => services
        .AddSingleton(options)
        .AddSingleton<CallerAuthentication>()
        .AddSingleton<RequestRate>()
        .AddSingleton<CustomerAnswer>()
        .AddSingleton<LookupCustomer>()
        .AddSingleton<CustomerChanges>()
        .AddSingleton(provider => new CustomerApi(
            options,
            provider.GetRequiredService<PhoneNumberReader>(),
            provider.GetRequiredService<CallerAuthentication>(),
            provider.GetRequiredService<RequestRate>(),
            provider.GetRequiredService<CustomerAnswer>(),
            provider.GetRequiredService<LookupCustomer>(),
            provider.GetRequiredService<CustomerChanges>(),
            provider.GetRequiredService<Metrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CustomerApi>>()));
}
