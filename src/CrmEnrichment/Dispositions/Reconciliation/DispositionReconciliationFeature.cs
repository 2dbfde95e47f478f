using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Platforms.Vicidial.Api;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using CrmEnrichment.Platforms.Vicidial.Api.Reports;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.Platforms.Vicidial.Reconciliation;
using CrmEnrichment.State;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Dispositions.Reconciliation;

public static class DispositionReconciliationFeature
{
    /// <summary>What writes down which dispositions reached us, before anything is done with them.</summary>
    public static FeatureSetup AddCallGate(this FeatureSetup setup) => setup.Once(nameof(AddCallGate), () =>
    {
        var vicidial = setup.VicidialSection();
        setup.Section(StateOptions.Section, StateOptions.Read);
        setup.Services
            .AddSingleton(provider => new ToldCalls(provider.GetRequiredService<IStateStore>(), vicidial.Zone, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new CallGate(provider.GetRequiredService<ToldCalls>(), provider.GetRequiredService<ILogger<CallGate>>()));
    });

    /// <summary>The comparison of VICIdial's own counts with what reached us.</summary>
    /// <param name="setup">Where it is added.</param>
    /// <param name="queue">The key of the queue that triggers SyncDisposition.</param>
    public static FeatureSetup AddDispositionReconciliation(this FeatureSetup setup, string queue) => setup.AddCallGate().AddVicidialApi().Once(nameof(AddDispositionReconciliation), () =>
    {
        var vicidial = setup.VicidialSection();
        setup.NeedTable("Vicidial", "SyncDisposition and ReconcileVicidial share there what reached us");

        if (vicidial.QueueUrl is null)
        {
            setup.Problem("Vicidial__QueueUrl is not set: set the URL of the SQS FIFO queue that triggers SyncDisposition, because a disposition that is missing is left there.");
        }

        setup.Services.AddSingleton(provider => new ReconcileDispositions(
            new DayComparison(
                provider.GetRequiredService<VicidialReports>(), provider.GetRequiredService<VicidialLeads>(), provider.GetRequiredService<ToldCalls>(),
                provider.GetRequiredKeyedService<IWorkQueue>(queue), vicidial, provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ToldCalls>(),
            provider.GetRequiredService<IStateStore>(),
            vicidial,
            provider.GetRequiredService<Metrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ReconcileDispositions>>()));
    });
}
