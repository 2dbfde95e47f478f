using CrmEnrichment.Changes;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Customers;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Health;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Platforms.Genesys;
using CrmEnrichment.Platforms.Twilio;
using CrmEnrichment.Replay;
using CrmEnrichment.State;
using CrmEnrichment.Web.LookupApi;

namespace CrmEnrichment;

/// <summary>The Lambda functions by their names, each with the features that it uses and no other. What starts one and what checks its settings add the same.</summary>
public static class FunctionFeatures
{
    public const string EnrichInteraction = nameof(EnrichInteraction);
    public const string LookupCustomer = nameof(LookupCustomer);
    public const string ReplayDeadLetters = nameof(ReplayDeadLetters);
    public const string CheckHealth = nameof(CheckHealth);
    public const string LogInteraction = nameof(LogInteraction);
    public const string WriteJournalEntry = nameof(WriteJournalEntry);
    public const string ReconcileJournal = nameof(ReconcileJournal);
    public const string CrmChanged = nameof(CrmChanged);
    public const string PollCrmChanges = nameof(PollCrmChanges);
    public const string TwilioEvents = nameof(TwilioEvents);

    public static IReadOnlyList<string> Names { get; } = [EnrichInteraction, LookupCustomer, ReplayDeadLetters, CheckHealth, LogInteraction, WriteJournalEntry, ReconcileJournal, CrmChanged, PollCrmChanges, TwilioEvents];

    /// <summary>Every section of the settings that some function reads.</summary>
    public static IReadOnlyList<string> Sections { get; } =
    [
        GenesysOptions.Section,
        TwilioOptions.Section,
        CrmOptions.Section,
        CustomersOptions.Section,
        DeadLetterOptions.Section,
        HealingOptions.Section,
        StateOptions.Section,
        LookupOptions.Section,
        JournalOptions.Section,
        ChangesOptions.Section,
        HttpOptions.Section,
        HealthOptions.Section,
        LoggingOptions.Section,
    ];

    /// <summary>Call it last. An unknown name is the generated entry point's matter, which names those that there are.</summary>
    public static FeatureSetup AddFunction(this FeatureSetup setup, string? function) => function switch
    {
        EnrichInteraction => setup.AddGenesys().AddInteractionEnrichment(),
        LookupCustomer => setup.AddCustomerDirectory().AddLookupApi(),
        LogInteraction or WriteJournalEntry => setup.AddInteractionJournal(),
        ReconcileJournal => setup.AddJournalReconciliation(),
        TwilioEvents => setup.AddTwilioEvents(),
        CrmChanged or PollCrmChanges => setup.AddCrmChanges(),

        // Without a platform it has no handler, and starts all the same: its queue may hold letters of one that was removed.
        ReplayDeadLetters => setup.AddWarmUp().AddConfiguredHandlers().AddReplay(),

        // Everything that is configured: what a deployment does not use is not checked.
        CheckHealth => setup.AddWarmUp().AddCustomerDirectory().AddConfiguredHandlers().AddHealthCheck(),
        _ => setup,
    };

    /// <summary>The section without which a deployment does not have the function; null for one that every deployment has.</summary>
    public static string? SectionOf(string function) => function switch
    {
        EnrichInteraction => GenesysOptions.Section,
        TwilioEvents => TwilioOptions.Section,
        LookupCustomer => LookupOptions.Section,
        LogInteraction or WriteJournalEntry or ReconcileJournal => JournalOptions.Section,
        CrmChanged or PollCrmChanges => ChangesOptions.Section,
        ReplayDeadLetters => DeadLetterOptions.Section,
        _ => null,
    };
}
