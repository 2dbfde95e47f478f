using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Health;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.State;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Dispositions;

public static class DispositionsFeature
{
    /// <summary>The handler <see cref="SyncDisposition"/>, over the CRMs that are registered, and their places in the health check.</summary>
    public static FeatureSetup AddDispositions(this FeatureSetup setup) => setup.AddPipeline().Once(nameof(AddDispositions), () =>
    {
        var options = setup.DispositionsSection();
        var vicidial = setup.VicidialSection();
        var takers = setup.CrmSection().Sources.Where(source => source.Kind.KeepsDispositions).ToList();
        setup.NeedTable("Vicidial", "the order of a record's calls and the codes of long ids are kept there");

        if (takers.Count == 0 && setup.CrmSection().Sources.Count > 0)
        {
            setup.Problem("Vicidial is set, and no source of Crm__Sources is of a kind that takes dispositions: add one.");
        }

        setup.Services
            .AddSingleton<LatestCalls>()
            .AddSingleton<DealStage>()
            .AddSingleton<CallbackTask>()
            .AddSingleton(provider => new SyncDisposition(
                options,
                vicidial,
                provider.GetRequiredService<VendorCodes>(),
                [.. takers.Select(source => Of(provider, source))],
                provider.GetRequiredService<LatestCalls>(),
                provider.GetRequiredService<DealStage>(),
                provider.GetRequiredService<CallbackTask>(),
                provider.GetRequiredService<Metrics>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => EventRoute.Of(provider.GetRequiredService<SyncDisposition>(), provider.GetRequiredService<FailureBoundary>()));
        foreach (var source in takers)
        {
            setup.Services.AddSingleton(provider => new Component($"{source.Name} dispositions", ComponentKind.Dispositions, ct => Of(provider, source).Dispositions.ProbeAsync(ct)));
        }
    });

    /// <summary>Whether something is configured for the disposition of a call.</summary>
    public static Func<CallEvent, bool> MapsDispositions(this FeatureSetup setup)
    {
        var options = setup.DispositionsSection();
        return call => options.Find(call.Campaign, call.Disposition) is not null;
    }

    private static DispositionsOptions DispositionsSection(this FeatureSetup setup) => setup.Section(DispositionsOptions.Section, DispositionsOptions.Read);

    private static DispositionCrm Of(IServiceProvider provider, CrmSourceOptions source)
    {
        var system = provider.GetRequiredKeyedService<CrmSystem>(source.Name);
        return new(source.Kind.Name, system.Dispositions ?? throw new InvalidOperationException($"The kind of '{source.Name}' opened without dispositions."), system.Journal);
    }
}
