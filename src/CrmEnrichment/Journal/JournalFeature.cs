using CrmEnrichment.ActiveInteractions;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Journals;
using CrmEnrichment.Health;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Journal.Reconciliation;
using CrmEnrichment.Journal.Writing;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.State;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Journal;

public static class JournalFeature
{
    /// <summary>The handlers <see cref="LogInteraction"/> and <see cref="WriteJournalEntry"/>, over the platforms, the directory and the CRMs that are registered; and their place in the health check.</summary>
    public static FeatureSetup AddJournal(this FeatureSetup setup) => setup.AddActiveInteractions().Once(nameof(AddJournal), () =>
    {
        var options = setup.JournalSection();
        CheckCrms(setup, options);
        setup.AddHandler<LogInteraction, InteractionEvent>().AddHandler<WriteJournalEntry, JournalWork>();
        setup.Services
            .AddSingleton<KnownInteractions>()
            .AddSingleton<EntryStates>()
            .AddSingleton<Contacts>()
            .AddSingleton<LateRecordings>()
            .AddSingleton<Owners>()
            .AddSingleton(provider => new CrmJournals([.. options.Crms.Select(crm => Of(provider, crm))]))
            .AddSingleton(provider => new Component("JournalQueue", ComponentKind.WorkQueue, provider.GetRequiredKeyedService<IWorkQueue>(JournalQueue.Key).ProbeAsync));
        foreach (var crm in options.Crms)
        {
            setup.Services.AddSingleton(provider => new Component($"{crm} journal", ComponentKind.Journal, ct => Of(provider, crm).ProbeAsync(ct)));
        }
    });

    /// <summary>The comparison of the journal with what the platform itself remembers.</summary>
    public static FeatureSetup AddReconciliation(this FeatureSetup setup) => setup.AddJournal().Once(nameof(AddReconciliation), () =>
        setup.Services.AddSingleton<Comparison>().AddSingleton<ReconcileJournal>());

    /// <summary>What EnrichInteraction leaves for the journal: whose interaction it is.</summary>
    public static FeatureSetup AddActiveInteractions(this FeatureSetup setup)
    {
        var options = setup.JournalSection();
        return setup.AddActiveInteractions(new ActiveInteractionOptions(options.RememberFor, options.LongestInteraction, options.VipField.Length > 0 ? [options.VipField] : []));
    }

    private static JournalOptions JournalSection(this FeatureSetup setup) => setup.Section(JournalOptions.Section, JournalOptions.Read);

    private static void CheckCrms(FeatureSetup setup, JournalOptions options)
    {
        var sources = setup.CrmSection().Sources;

        // That there is no source at all is said of the section Crm.
        IEnumerable<string> named = sources.Count == 0 ? [] : options.Crms;
        foreach (var (crm, source) in named.Select(crm => (crm, sources.FirstOrDefault(source => string.Equals(source.Name, crm, StringComparison.Ordinal)))))
        {
            if (source is null)
            {
                setup.Problem($"Journal__Crms names '{crm}', and Crm__Sources has no source of that name: name one of {string.Join(", ", sources.Select(one => one.Name))}.");
            }
            else if (!source.Kind.KeepsJournal)
            {
                setup.Problem($"Journal__Crms names '{crm}', and a source of the kind {source.Kind} keeps no journal: name another one.");
            }
        }

        setup.NeedTable("Journal", "LogInteraction and WriteJournalEntry share what they know through the state table");
    }

    private static ICrmJournal Of(IServiceProvider provider, string crm) =>
        provider.GetRequiredKeyedService<CrmSystem>(crm).Journal ?? throw new InvalidOperationException($"The kind of '{crm}' opened without a journal.");
}
