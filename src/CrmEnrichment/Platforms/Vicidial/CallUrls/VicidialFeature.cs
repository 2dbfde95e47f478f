using CrmEnrichment.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Platforms.Vicidial.CallUrls;

public static class VicidialFeature
{
    /// <summary>Calls of VICIdial, as its call URLs tell of them.</summary>
    /// <param name="setup">Where it is added.</param>
    /// <param name="source">The CRM source whose ids are vendor codes.</param>
    public static FeatureSetup AddVicidial(this FeatureSetup setup, string source) => setup.AddVendorCodes(source).Once(nameof(AddVicidial), () =>
    {
        setup.VicidialSection();
        setup.Services
            .AddSingleton<IInteractionEventReader, CallInteractionReader>()
            .AddSingleton<IInteractionParts>(provider => new VendorCodeParts(provider.GetRequiredService<VendorCodes>(), CallInteractionReader.Origin, source));
    });

    internal static VicidialOptions VicidialSection(this FeatureSetup setup) => setup.Section(VicidialOptions.Section, VicidialOptions.Read);
}
