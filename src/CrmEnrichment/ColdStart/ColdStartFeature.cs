using CrmEnrichment.Configuration;
using CrmEnrichment.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.ColdStart;

public static class ColdStartFeature
{
    /// <summary>The warm-up, for whatever <see cref="WarmUpStep"/>s there are.</summary>
    public static FeatureSetup AddWarmUp(this FeatureSetup setup) => setup.AddHttp().Once(nameof(AddWarmUp), () => setup.Services
        .AddSingleton<ProcessStart>()
        .AddSingleton<WarmUp>()
        .AddSingleton(provider => HttpRehearsal.Step(provider.GetRequiredService<TimeProvider>())));
}
