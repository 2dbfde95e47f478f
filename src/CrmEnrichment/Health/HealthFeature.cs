using CrmEnrichment.Configuration;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Http;
using CrmEnrichment.State;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Health;

public static class HealthFeature
{
    /// <summary>A key that no event and no letter has: theirs have other forms.</summary>
    private const string UnusedKey = "health";

    /// <summary>The check of every registered <see cref="Component"/>; call it last. Secrets Manager has no probe of its own: every sign-in reads its secret there.</summary>
    public static FeatureSetup AddHealthCheck(this FeatureSetup setup) => setup.AddHttp().Once(nameof(AddHealthCheck), () =>
    {
        setup.Section(HealthOptions.Section, HealthOptions.Read);
        if (setup.Has(DeadLetterOptions.Section))
        {
            setup.Section(DeadLetterOptions.Section, DeadLetterOptions.Read);
            setup.Services.AddSingleton(provider => new Component(
                nameof(ComponentKind.DeadLetters), ComponentKind.DeadLetters, provider.GetRequiredService<IDeadLetterQueue>().ProbeAsync));
        }

        // Memory cannot fail.
        if (setup.Section(StateOptions.Section, StateOptions.Read).Table.Length > 0)
        {
            setup.Services.AddSingleton(provider => new Component(
                nameof(ComponentKind.State), ComponentKind.State, async ct => await provider.GetRequiredService<IStateStore>().GetAsync(UnusedKey, ct)));
        }

        setup.Services.AddSingleton<CheckHealth>();
    });
}
