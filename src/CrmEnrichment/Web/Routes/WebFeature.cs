using CrmEnrichment.ColdStart;
using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Routes;

internal static class WebFeature
{
    /// <summary>The router in front of every <see cref="IRoute"/>; each feature that registers a route may ask for it.</summary>
    public static FeatureSetup AddApiRouter(this FeatureSetup setup, CallerOptions options) => setup.Once(nameof(AddApiRouter), () =>
    {
        if (options.NobodyMayAsk is { } problem)
        {
            setup.Problem(problem);
        }

        setup.Services
            .AddSingleton(options)
            .AddSingleton<CallerAuthentication>()
            .AddSingleton(provider => new WarmUpStep("callers", WarmUpKind.Connections, provider.GetRequiredService<CallerAuthentication>().ConnectAsync))
            .AddSingleton<RequestRate>()
            .AddSingleton(provider => new ApiRouter(
                provider.GetServices<IRoute>(),
                provider.GetRequiredService<CallerAuthentication>(),
                provider.GetRequiredService<RequestRate>(),
                provider.GetRequiredService<Metrics>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ApiRouter>>()));
    });
}
