using CrmEnrichment.Configuration;
using CrmEnrichment.Customers;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Web.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Web.LookupApi;

public static class LookupApiFeature
{
    /// <summary>The HTTP API over the customer directory.</summary>
    public static FeatureSetup AddLookupApi(this FeatureSetup setup) => setup.AddCustomers().Once(nameof(AddLookupApi), () =>
    {
        var options = setup.Section(LookupOptions.Section, LookupOptions.Read);
        setup.AddApiRouter(options.Callers).Services
            .AddSingleton<CustomerAnswer>()
            .AddSingleton<IRoute, LookupCustomer>()
            .AddSingleton<IRoute, CustomerChanges>()
            .AddSingleton(provider => LookupRehearsal.Step(provider.GetRequiredService<PhoneNumberReader>(), options, provider.GetRequiredService<TimeProvider>()));
    });
}
