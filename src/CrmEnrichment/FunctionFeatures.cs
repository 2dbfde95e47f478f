using CrmEnrichment.Calls;
using CrmEnrichment.Changes;
using CrmEnrichment.ColdStart;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Customers;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Healing;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Dispositions;
using CrmEnrichment.Health;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Leads;
using CrmEnrichment.Platforms.Genesys;
using CrmEnrichment.Platforms.Twilio;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api;
using CrmEnrichment.Replay;
using CrmEnrichment.State;
using CrmEnrichment.Tickets.Rules;
using CrmEnrichment.Web.Calls;
using CrmEnrichment.Web.LookupApi;
using CrmEnrichment.Web.ScreenPop.Page;

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
    public const string VicidialCalls = nameof(VicidialCalls);
    public const string SyncDisposition = nameof(SyncDisposition);
    public const string ScreenPop = nameof(ScreenPop);
    public const string ClickToCall = nameof(ClickToCall);
    public const string ReconcileVicidial = nameof(ReconcileVicidial);
    public const string ReceiveLeads = nameof(ReceiveLeads);
    public const string InjectLead = nameof(InjectLead);
    public const string UpdateTickets = nameof(UpdateTickets);

    public static IReadOnlyList<string> Names { get; } =
        [EnrichInteraction, LookupCustomer, ReplayDeadLetters, CheckHealth, LogInteraction, WriteJournalEntry, ReconcileJournal, CrmChanged, PollCrmChanges, TwilioEvents, VicidialCalls, SyncDisposition, ScreenPop, ClickToCall, ReconcileVicidial, ReceiveLeads, InjectLead, UpdateTickets];

    /// <summary>Every section of the settings that some function reads.</summary>
    public static IReadOnlyList<string> Sections { get; } =
    [
        GenesysOptions.Section,
        TwilioOptions.Section,
        VicidialOptions.Section,
        DispositionsOptions.Section,
        CrmOptions.Section,
        CustomersOptions.Section,
        DeadLetterOptions.Section,
        HealingOptions.Section,
        StateOptions.Section,
        LookupOptions.Section,
        ScreenPopOptions.Section,
        VicidialApiOptions.Section,
        CallsOptions.Section,
        LeadsOptions.Section,
        JournalOptions.Section,
        ChangesOptions.Section,
        MailOptions.Section,
        HttpOptions.Section,
        HealthOptions.Section,
        LoggingOptions.Section,
    ];

    /// <summary>Call it last. An unknown name is the generated entry point's matter, which names those that there are.</summary>
    public static FeatureSetup AddFunction(this FeatureSetup setup, string? function) => function switch
    {
        EnrichInteraction => setup.AddGenesys().AddInteractionEnrichment(),
        LookupCustomer => setup.AddCustomerDirectory().AddLookupApi(),
        ScreenPop => setup.AddScreenPops(),
        ClickToCall => setup.AddClickToCall(),
        LogInteraction => setup.AddInteractionJournal(),
        WriteJournalEntry => setup.AddJournalEntries(),
        ReconcileJournal => setup.AddJournalReconciliation(),
        TwilioEvents => setup.AddTwilioEvents(),
        VicidialCalls => setup.AddVicidialCallUrls(),
        ReconcileVicidial => setup.AddWarmUp().AddVicidialReconciliation(),
        SyncDisposition => setup.AddWarmUp().AddDispositionSync(),
        CrmChanged or PollCrmChanges => setup.AddCrmChanges(),
        UpdateTickets => setup.AddWarmUp().AddTicketMail(),
        ReceiveLeads => setup.AddReceivedLeads(),
        InjectLead => setup.AddWarmUp().AddLeadInjection(),

        // Without a platform it has no handler, and starts all the same: its queue may hold letters of one that was removed.
        ReplayDeadLetters => setup.AddWarmUp().AddConfiguredHandlers().AddReplay(),

        // Everything that is configured: what a deployment does not use is not checked.
        CheckHealth => setup.AddWarmUp().AddCustomerDirectory().AddConfiguredHandlers().AddConfiguredVicidialApi().AddHealthCheck(),
        _ => setup,
    };

    /// <summary>The section without which a deployment does not have the function; null for one that every deployment has.</summary>
    public static string? SectionOf(string function) => function switch
    {
        EnrichInteraction => GenesysOptions.Section,
        TwilioEvents => TwilioOptions.Section,
        VicidialCalls or SyncDisposition or ReconcileVicidial => VicidialOptions.Section,
        LookupCustomer => LookupOptions.Section,
        ScreenPop => ScreenPopOptions.Section,
        ClickToCall => CallsOptions.Section,
        ReceiveLeads or InjectLead => LeadsOptions.Section,
        LogInteraction or WriteJournalEntry or ReconcileJournal => JournalOptions.Section,
        CrmChanged or PollCrmChanges => ChangesOptions.Section,
        UpdateTickets => MailOptions.Section,
        ReplayDeadLetters => DeadLetterOptions.Section,
        _ => null,
    };

    /// <summary>A second one without which a deployment does not have it.</summary>
    public static string? FurtherSectionOf(string function) => function is ReconcileVicidial or InjectLead ? VicidialApiOptions.Section : null;
}
