using CrmEnrichment.Configuration;
using CrmEnrichment.State;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Platforms.Vicidial;

public static class VendorCodesFeature
{
    /// <summary>What vendor codes of leads stand for.</summary>
    /// <param name="setup">Where it is added.</param>
    /// <param name="source">The CRM source whose ids are vendor codes.</param>
    public static FeatureSetup AddVendorCodes(this FeatureSetup setup, string source) => setup.Once(nameof(AddVendorCodes), () =>
    {
        setup.Section(StateOptions.Section, StateOptions.Read);
        setup.Services.AddSingleton(provider => new VendorCodes(provider.GetRequiredService<IStateStore>(), source));
    });
}
