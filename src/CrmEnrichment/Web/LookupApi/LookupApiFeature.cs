using CrmEnrichment.Configuration;
using CrmEnrichment.Customers;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.LookupApi;

public static class LookupApiFeature
{
    /// <summary>The HTTP API over the customer directory. An API that nobody may use is a mistake.</summary>
    public static FeatureSetup AddLookupApi(this FeatureSetup setup) => setup.AddCustomers().Once(nameof(AddLookupApi), () =>
    {
        var options = setup.Section(LookupOptions.Section, LookupOptions.Read);
        if (options.NobodyMayAsk is { } problem)
        {
            setup.Problem(problem);
        }

        setup.Services
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
    });
}
