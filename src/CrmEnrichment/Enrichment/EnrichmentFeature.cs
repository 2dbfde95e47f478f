using CrmEnrichment.Configuration;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;

namespace CrmEnrichment.Enrichment;

public static class EnrichmentFeature
{
    /// <summary>The handler <see cref="EnrichInteraction"/>, over the platforms and the customer directory that are registered.</summary>
    public static FeatureSetup AddEnrichment(this FeatureSetup setup) => setup.Once(nameof(AddEnrichment), () => setup.AddHandler<EnrichInteraction, Interaction>());
}
