using CrmEnrichment.Configuration;
using CrmEnrichment.State;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.ActiveInteractions;

internal static class ActiveInteractionsFeature
{
    /// <summary>What EnrichInteraction leaves for the journal and for changes in a CRM: whose interaction it is.</summary>
    public static FeatureSetup AddActiveInteractions(this FeatureSetup setup, ActiveInteractionOptions options) => setup.Once(nameof(AddActiveInteractions), () =>
    {
        setup.Section(StateOptions.Section, StateOptions.Read);
        setup.Services.AddSingleton(options).AddSingleton<ActiveInteractionStore>();
    });
}
