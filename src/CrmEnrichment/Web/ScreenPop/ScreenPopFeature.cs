using CrmEnrichment.ColdStart;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.State;
using CrmEnrichment.Web.Callers;
using CrmEnrichment.Web.ScreenPop.Access;
using CrmEnrichment.Web.ScreenPop.Asking;
using CrmEnrichment.Web.ScreenPop.Page;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.ScreenPop;

public static class ScreenPopFeature
{
    /// <summary>The page over the customer directory.</summary>
    /// <param name="setup">Where the directory is registered, too.</param>
    /// <param name="source">The source whose records the dialler names by their ids.</param>
    public static FeatureSetup AddScreenPop(this FeatureSetup setup, string source) => setup.AddCustomers().AddVendorCodes(source).Once(nameof(AddScreenPop), () =>
    {
        var options = setup.Section(ScreenPopOptions.Section, ScreenPopOptions.Read);
        setup.Services
            .AddSingleton(provider => new ScreenPopAccess(
                options.KeysSecretId, options.LongestLink, provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ScreenPopAccess>>()))
            .AddSingleton(provider => new ScreenPopDoor(
                options,
                provider.GetRequiredService<CustomersOptions>(),
                provider.GetRequiredService<ScreenPopAccess>(),
                new RequestRate(
                    provider.GetRequiredService<IStateStore>(),
                    new CallerOptions { RequestsPerMinute = options.RequestsPerMinute },
                    provider.GetRequiredService<TimeProvider>(),
                    provider.GetRequiredService<ILogger<RequestRate>>()),
                new CustomerSearch(provider.GetRequiredService<CustomerDirectory>(), provider.GetRequiredService<TimeProvider>()),
                provider.GetRequiredService<VendorCodes>(),
                new PopPage(options, provider.GetRequiredService<TimeProvider>()),
                provider.GetRequiredService<PhoneNumberReader>(),
                provider.GetRequiredService<ProcessStart>(),
                provider.GetRequiredService<Metrics>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ScreenPopDoor>>()))
            .AddSingleton(provider => new WarmUpStep("keys of screen pops", WarmUpKind.Connections, provider.GetRequiredService<ScreenPopAccess>().ConnectAsync))
            .AddSingleton(provider => ScreenPopRehearsal.Step(provider.GetRequiredService<PhoneNumberReader>(), provider.GetRequiredService<TimeProvider>()));
    });
}
