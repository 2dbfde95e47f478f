using CrmEnrichment.Calls;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Calls;

public static class CallsDoorFeature
{
    /// <summary>Click-to-call over HTTP.</summary>
    public static FeatureSetup AddClickToCall(this FeatureSetup setup) => setup.AddWarmUp().AddCallControl().Once(nameof(AddClickToCall), () =>
    {
        var options = setup.Section(CallsOptions.Section, CallsOptions.Read);
        var numbers = new PhoneNumberReader(setup.Section(CustomersOptions.Section, CustomersOptions.Read).DefaultRegion);
        setup.Section(StateOptions.Section, StateOptions.Read);
        var callers = new CallerOptions { KeysSecretId = options.KeysSecretId, RequestsPerMinute = options.PerAgentPerMinute };
        setup.Services
            // The audit is a record, not a diagnosis: it is written whatever the level.
            .AddLogging(logging => logging.AddFilter(typeof(CallsDoor).FullName, LogLevel.Information))
            .AddSingleton(provider => new CallsDoor(
                new CallerAuthentication(callers, provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CallerAuthentication>>()),
                new RequestRate(provider.GetRequiredService<IStateStore>(), callers, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RequestRate>>()),
                provider.GetRequiredService<DirectCall>(),
                numbers,
                provider.GetRequiredService<Metrics>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<CallsDoor>>()))
            .AddSingleton(provider => new WarmUpStep("keys for calls", WarmUpKind.Connections, provider.GetRequiredService<CallsDoor>().ConnectAsync));
    });
}
