using CrmEnrichment.Diagnostics;
using CrmEnrichment.Web.Callers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Routes;

internal static class WebServices
{
    /// <summary>The router in front of every <see cref="IRoute"/>; each feature that registers a route may ask for it.</summary>
    public static IServiceCollection AddApiRouter(this IServiceCollection services, CallerOptions options)
    {
        services.TryAddSingleton(options);
        services.TryAddSingleton<CallerAuthentication>();
        services.TryAddSingleton<RequestRate>();
        services.TryAddSingleton(provider => new ApiRouter(
            provider.GetServices<IRoute>(),
            provider.GetRequiredService<CallerAuthentication>(),
            provider.GetRequiredService<RequestRate>(),
            provider.GetRequiredService<Metrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ApiRouter>>()));
        return services;
    }
}
