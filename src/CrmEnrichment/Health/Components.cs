using CrmEnrichment.Customers.Sources;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Platforms.Genesys;
using CrmEnrichment.State;

namespace CrmEnrichment.Health;

/// <summary>All that this deployment depends on. Secrets Manager has no probe of its own: every sign-in reads its secret there.</summary>
internal static class Components
{
    /// <summary>A key that no event and no letter has: theirs have other forms.</summary>
    private const string UnusedKey = "health";

    public static IReadOnlyList<Component> Of(IEnumerable<ICustomerSource> sources, GenesysClient genesys, IDeadLetterQueue letters, IStateStore state)
    {
        var components = sources.Select(source => new Component(source.Name, ComponentKind.CustomerSource, source.ProbeAsync)).ToList();
        components.Add(new(GenesysClient.Name, ComponentKind.Platform, genesys.ProbeAsync));
        components.Add(new(nameof(ComponentKind.DeadLetters), ComponentKind.DeadLetters, letters.CountAsync));
        if (state.IsShared)
        {
            // Memory cannot fail.
            components.Add(new(nameof(ComponentKind.State), ComponentKind.State, async ct => await state.GetAsync(UnusedKey, ct)));
        }

        return components;
    }
}
