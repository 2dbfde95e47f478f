using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Http;

public static class HttpFeature
{
    /// <param name="setup">Takes an <see cref="HttpMessageHandler"/> and a <see cref="Random"/> that stand in its services already.</param>
    public static FeatureSetup AddHttp(this FeatureSetup setup) => setup.Once(nameof(AddHttp), () =>
    {
        setup.Section(HttpOptions.Section, HttpOptions.Read);
        setup.Services.AddSingleton(provider => new UpstreamClients(
            provider.GetRequiredService<HttpOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Metrics>(),
            provider.GetRequiredService<ILogger<UpstreamClients>>(),
            provider.GetService<HttpMessageHandler>(),
            provider.GetService<Random>()));
    });
}
