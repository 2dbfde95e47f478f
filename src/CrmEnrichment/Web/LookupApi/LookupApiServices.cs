using CrmEnrichment.Web.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Web.LookupApi;

internal static class LookupApiServices
{
    public static IServiceCollection AddLookupApi(this IServiceCollection services, LookupOptions options) => services
        .AddSingleton(options)
        .AddSingleton<CustomerAnswer>()
        .AddSingleton<IRoute, LookupCustomer>()
        .AddSingleton<IRoute, CustomerChanges>()
        .AddApiRouter(options.Callers);
}
