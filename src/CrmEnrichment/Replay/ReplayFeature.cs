using CrmEnrichment.Configuration;
using CrmEnrichment.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Replay;

public static class ReplayFeature
{
    /// <summary>Replays letters of the handlers that the deployment has.</summary>
    public static FeatureSetup AddReplay(this FeatureSetup setup) => setup.Once(nameof(AddReplay), () => setup.AddPipeline().Services.AddSingleton<ReplayDeadLetters>());
}
