using System.Diagnostics.CodeAnalysis;
using CrmEnrichment.Configuration;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.Idempotency;
using CrmEnrichment.State;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Pipeline;

public static class PipelineFeature
{
    /// <summary>What every handler needs: claims, the boundary, and letters for what fails.</summary>
    public static FeatureSetup AddPipeline(this FeatureSetup setup) => setup.Once(nameof(AddPipeline), () =>
    {
        setup.Section(DeadLetterOptions.Section, DeadLetterOptions.Read);
        setup.Section(HealingOptions.Section, HealingOptions.Read);
        setup.Section(StateOptions.Section, StateOptions.Read);
        setup.Services
            .AddSingleton<EventClaims>()
            .AddSingleton<DeadLetterStore>()
            .AddSingleton<HealingRule>()
            .AddSingleton<FailureBoundary>()
            .AddSingleton<EventRoutes>();
    });

    /// <summary>Adds a handler; letters find it by its name.</summary>
    public static FeatureSetup AddHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler, TEvent>(this FeatureSetup setup)
        where THandler : class, IEventHandler<TEvent>
    {
        setup.AddPipeline().Services
            .AddSingleton<THandler>()
            .AddSingleton(provider => EventRoute.Of(provider.GetRequiredService<THandler>(), provider.GetRequiredService<FailureBoundary>()));
        return setup;
    }
}
