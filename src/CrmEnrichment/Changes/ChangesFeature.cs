using CrmEnrichment.ActiveInteractions;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Senders;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Platforms;
using CrmEnrichment.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Changes;

public static class ChangesFeature
{
    /// <summary><see cref="CrmChanged"/> and <see cref="PollCrmChanges"/>, over the CRMs, the directory and the platforms that are registered.</summary>
    public static FeatureSetup AddChanges(this FeatureSetup setup) => setup.AddCustomers().AddChangedInteractions().Once(nameof(AddChanges), () =>
    {
        var options = setup.ChangesSection();
        setup.NeedTable("Changes", "a change that only one process knows of helps nobody");

        setup.Services
            .AddSingleton<IReadOnlyList<NoticeSender>>(provider => [.. options.Senders.Select(sender => new NoticeSender(
                sender, provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CrmChanged>>()))])
            .AddSingleton(provider => new WarmUpStep("senders of changes", WarmUpKind.Connections, ct =>
                Task.WhenAll(provider.GetRequiredService<IReadOnlyList<NoticeSender>>().Select(sender => sender.ConnectAsync(ct)))))
            .AddSingleton(provider => new ChangeEffects(
                provider.GetRequiredService<CustomerCache>(),
                provider.GetRequiredService<CustomerDirectory>(),
                provider.GetServices<IContextWriter>(),
                provider.GetServices<ILeadUpdates>(),
                provider.GetRequiredService<Metrics>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ActiveInteractionStore>()))
            .AddSingleton(provider => new CrmChanged(
                options,
                provider.GetRequiredService<IReadOnlyList<NoticeSender>>(),
                provider.GetRequiredService<ChangeEffects>(),
                provider.GetRequiredService<Metrics>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<CrmChanged>>()))
            .AddSingleton(provider => new PollCrmChanges(
                [.. options.Polled.Select(source => (source, provider.GetRequiredKeyedService<CrmSystem>(source).Changes ?? throw new InvalidOperationException($"The kind of '{source}' opened without changes.")))],
                provider.GetRequiredService<ChangeEffects>(),
                provider.GetRequiredService<IStateStore>(),
                provider.GetRequiredService<Metrics>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<PollCrmChanges>>()));
    });

    /// <summary>What EnrichInteraction leaves for changes: whose interaction it is. Where a journal is kept, it says for how long; add it first.</summary>
    public static FeatureSetup AddChangedInteractions(this FeatureSetup setup)
    {
        setup.ChangesSection();
        return setup.AddActiveInteractions(ActiveInteractionOptions.WithoutJournal);
    }

    private static ChangesOptions ChangesSection(this FeatureSetup setup)
    {
        var sources = setup.CrmSection().Sources;
        return setup.Section(ChangesOptions.Section, settings => ChangesOptions.Read(settings, sources));
    }
}
