using CrmEnrichment.Customers;
using CrmEnrichment.Failures;
using CrmEnrichment.State;
using CrmEnrichment.Telephony.Genesys;

namespace CrmEnrichment.Health;

/// <summary>All that this deployment depends on. Secrets Manager has no probe of its own: every sign-in reads its secret there.</summary>
internal static class Components
{
    /// <summary>Of no event and no letter: their keys have other forms.</summary>
    private const string NobodysKey = "health";

    public static IReadOnlyList<Component> Of(IEnumerable<ICustomerSource> sources, GenesysClient genesys, IDeadLetterQueue letters, IStateStore state)
    {
        var components = sources.Select(source => new Component(source.Name, ComponentKind.CustomerSource, source.ProbeAsync)).ToList();
        components.Add(new(GenesysClient.Name, ComponentKind.Platform, genesys.ProbeAsync));
        components.Add(new(nameof(ComponentKind.DeadLetters), ComponentKind.DeadLetters, letters.ProbeAsync));
        if (state.IsShared)
        {
            // Memory is always well.
            components.Add(new(nameof(ComponentKind.State), ComponentKind.State, async ct => await state.GetAsync(NobodysKey, ct)));
        }

        return components;
    }
}
