using CrmEnrichment.Configuration;
using CrmEnrichment.Platforms.Vicidial.Api;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Platforms.Vicidial.Recordings;

public static class RecordingsFeature
{
    /// <summary>Where recordings of VICIdial can be heard, for the journal.</summary>
    public static FeatureSetup AddVicidialRecordings(this FeatureSetup setup) =>
        setup.AddVicidialApi().Once(nameof(AddVicidialRecordings), () => setup.Services.AddSingleton<IRecordings, VicidialRecordings>());
}
