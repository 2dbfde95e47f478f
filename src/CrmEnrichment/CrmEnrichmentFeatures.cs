using CrmEnrichment.Calls;
using CrmEnrichment.Changes;
using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.HttpAttributes;
using CrmEnrichment.Crm.HubSpot;
using CrmEnrichment.Crm.Rest;
using CrmEnrichment.Crm.Salesforce;
using CrmEnrichment.Crm.Vtiger;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Health;
using CrmEnrichment.Dispositions;
using CrmEnrichment.Dispositions.PreLaunch;
using CrmEnrichment.Dispositions.Reconciliation;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Journal;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Leads;
using CrmEnrichment.Platforms.Genesys;
using CrmEnrichment.Platforms.Twilio;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using CrmEnrichment.Platforms.Vicidial.LeadUpdates;
using CrmEnrichment.Platforms.Vicidial.Recordings;
using CrmEnrichment.Tickets;
using CrmEnrichment.Tickets.Rules;
using CrmEnrichment.Web.Leads;
using CrmEnrichment.Web.ScreenPop;
using CrmEnrichment.Web.Twilio;
using CrmEnrichment.Web.Vicidial;
using CrmEnrichment.WorkQueues;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment;

/// <summary>Puts features together that do not know each other. What is not here comes from outside: the queue, the secrets and the state store.</summary>
public static class CrmEnrichmentFeatures
{
    /// <summary>One line for each kind of CRM. Kinds with dependencies of their own come from their assemblies (<c>AddSql</c>).</summary>
    private static readonly CrmKind[] s_kinds =
    [
        new HttpAttributesKind(),
        new HubSpotKind(),
        new RestKind(),
        new SalesforceKind(),
        new VtigerKind(),
    ];

    /// <summary>The handlers of every platform that is configured; none where none is. For the health check, and for a replay that starts all the same.</summary>
    public static FeatureSetup AddConfiguredHandlers(this FeatureSetup setup)
    {
        var configured = setup.HasPlatform() || setup.Has(JournalOptions.Section) ? setup.AddHandlers() : setup;
        var synced = setup.Has(VicidialOptions.Section) ? configured.AddDispositionSync() : configured;
        var injected = setup.Has(LeadsOptions.Section) ? synced.AddLeadInjection() : synced;
        return setup.Has(MailOptions.Section) ? injected.AddTicketMail() : injected;
    }

    /// <summary>Messages of mailboxes, made comments of the CRMs' tickets. What opens mailboxes comes from its own assembly (<c>AddMail</c>).</summary>
    public static FeatureSetup AddTicketMail(this FeatureSetup setup) => setup.AddCustomerDirectory().AddTickets();

    /// <summary>For a replay by hand: the handlers of what is configured; a problem where nothing is.</summary>
    public static FeatureSetup AddReplayedHandlers(this FeatureSetup setup) =>
        !setup.Has(MailOptions.Section) ? setup.AddHandlers() : setup.HasPlatform() ? setup.AddHandlers().AddTicketMail() : setup.AddTicketMail();

    /// <summary>The handlers of every platform that is configured; a problem where none is.</summary>
    public static FeatureSetup AddHandlers(this FeatureSetup setup)
    {
        var configured = setup.AddConfiguredPlatforms().AddInteractionEnrichment();
        return setup.Has(JournalOptions.Section) ? configured.AddInteractionJournal() : configured;
    }

    /// <summary>Interactions of the platforms that are registered, enriched from the CRMs; whose they are is remembered for the journal and for changes in a CRM.</summary>
    public static FeatureSetup AddInteractionEnrichment(this FeatureSetup setup) => setup.AddCustomerDirectory().AddEnrichment().AddRememberedInteractions();

    /// <summary>What happened in interactions of the platforms that are configured, told to the CRMs.</summary>
    public static FeatureSetup AddInteractionJournal(this FeatureSetup setup) => setup.AddConfiguredPlatforms().AddCustomerDirectory().AddJournal();

    /// <summary>Entries, and where VICIdial's APIs are configured, recordings whose place is known later than the call.</summary>
    public static FeatureSetup AddJournalEntries(this FeatureSetup setup) =>
        setup.Has(VicidialApiOptions.Section) ? setup.AddInteractionJournal().AddVicidialRecordings() : setup.AddInteractionJournal();

    /// <summary>Callbacks of Twilio: enrichment, and the journal where one is kept.</summary>
    public static FeatureSetup AddTwilioEvents(this FeatureSetup setup)
    {
        setup.AddTwilioDoor(nameof(EnrichInteraction), nameof(LogInteraction)).AddInteractionEnrichment();
        return setup.Has(JournalOptions.Section) ? setup.AddCustomerDirectory().AddJournal() : setup;
    }

    /// <summary>The page for agents, over the CRMs that are configured.</summary>
    public static FeatureSetup AddScreenPops(this FeatureSetup setup) => setup.AddCustomerDirectory().AddScreenPop(setup.SourceOfVendorCodes());

    /// <summary>The door of VICIdial's call URLs.</summary>
    public static FeatureSetup AddVicidialCallUrls(this FeatureSetup setup) => setup.AddVicidialDoor(setup.MapsDispositions());

    /// <summary>Dispositions of VICIdial, put into the CRMs; and its calls into the journal, where one is kept.</summary>
    public static FeatureSetup AddDispositionSync(this FeatureSetup setup)
    {
        setup.AddVicidialCalls().AddDispositions().AddCallGate();
        if (setup.Section(VicidialOptions.Section, VicidialOptions.Read).QueueUrl is not null)
        {
            setup.AddQueueCheck("VicidialQueue", CallQueue.Key);
        }

        return setup.Has(JournalOptions.Section) ? setup.AddInteractionJournal() : setup;
    }

    /// <summary>The door for leads, whose ids are vendor codes where the path names no source.</summary>
    public static FeatureSetup AddReceivedLeads(this FeatureSetup setup) => setup.AddLeadsDoor(setup.AddCrmKinds().NamedSourceOfVendorCodes());

    /// <summary>Records of the CRMs, put into VICIdial's lists.</summary>
    public static FeatureSetup AddLeadInjection(this FeatureSetup setup)
    {
        setup.AddVendorCodes(setup.SourceOfVendorCodes()).AddLeads();
        if (setup.LeadsSection().QueueUrl is not null)
        {
            setup.AddQueueCheck("LeadsQueue", LeadQueue.Key);
        }

        return setup;
    }

    private static FeatureSetup AddQueueCheck(this FeatureSetup setup, string name, string key) => setup.Once(name, () => setup.Services.AddSingleton(provider =>
        new Component(name, ComponentKind.WorkQueue, provider.GetRequiredKeyedService<IWorkQueue>(key).ProbeAsync)));

    private static FeatureSetup AddVicidialCalls(this FeatureSetup setup) => setup.AddVicidial(setup.SourceOfVendorCodes());

    /// <summary>Dispositions that did not reach us, found by VICIdial's own counts.</summary>
    public static FeatureSetup AddVicidialReconciliation(this FeatureSetup setup) => setup.AddDispositionReconciliation(CallQueue.Key);

    /// <summary>VICIdial, its settings and the CRMs, before the first call.</summary>
    public static FeatureSetup AddVicidialPreLaunch(this FeatureSetup setup) => setup.AddVicidialCalls().AddPreLaunchCheck(setup.Has(LeadsOptions.Section));

    /// <summary>Vendor codes are ids of the source that is named, or of the first.</summary>
    private static string SourceOfVendorCodes(this FeatureSetup setup) => setup.AddCustomerDirectory().NamedSourceOfVendorCodes();

    private static string NamedSourceOfVendorCodes(this FeatureSetup setup)
    {
        var named = setup.Section(VicidialOptions.Section, VicidialOptions.Read).Source;
        var sources = setup.CrmSection().Sources;
        if (named.Length > 0 && sources.Count > 0 && sources.All(source => !string.Equals(source.Name, named, StringComparison.Ordinal)))
        {
            setup.Once("Vicidial__Source", () => setup.Problem($"Vicidial__Source names '{named}', and Crm__Sources has no source of that name: name one of {string.Join(", ", sources.Select(source => source.Name))}."));
        }

        return named.Length > 0 || sources.Count == 0 ? named : sources[0].Name;
    }

    /// <summary>VICIdial's APIs, where they are configured.</summary>
    internal static FeatureSetup AddConfiguredVicidialApi(this FeatureSetup setup) =>
        !setup.Has(VicidialApiOptions.Section) ? setup : setup.Has(CallsOptions.Section) ? setup.AddCallControl() : setup.AddVicidialApi();

    private static bool HasPlatform(this FeatureSetup setup) => setup.Has(GenesysOptions.Section) || setup.Has(TwilioOptions.Section);

    private static FeatureSetup AddConfiguredPlatforms(this FeatureSetup setup)
    {
        var twilio = setup.Has(TwilioOptions.Section) ? setup.AddTwilio() : setup;

        var vicidial = setup.Has(VicidialOptions.Section) ? twilio.AddVicidialCalls() : twilio;

        // Where no platform is configured, Genesys says what it misses.
        return setup.Has(GenesysOptions.Section) || !(setup.Has(TwilioOptions.Section) || setup.Has(VicidialOptions.Section)) ? vicidial.AddGenesys() : vicidial;
    }

    /// <summary>The journal, compared with what Genesys Cloud remembers.</summary>
    public static FeatureSetup AddJournalReconciliation(this FeatureSetup setup) => setup.AddGenesys().AddCustomerDirectory().AddJournal().AddReconciliation();

    /// <summary>Changes in the CRMs, told to the caches and, where they are configured, to the agents of a platform and to VICIdial's leads.</summary>
    public static FeatureSetup AddCrmChanges(this FeatureSetup setup)
    {
        var platforms = setup.HasPlatform() ? setup.AddConfiguredPlatforms() : setup;
        var configured = platforms.Has(VicidialApiOptions.Section) ? platforms.AddVendorCodes(platforms.SourceOfVendorCodes()).AddLeadUpdates() : platforms;
        return configured.AddCustomerDirectory().AddRememberedInteractions().AddChanges();
    }

    /// <summary>For how long interactions are remembered is the journal's to say, where there is one.</summary>
    private static FeatureSetup AddRememberedInteractions(this FeatureSetup setup)
    {
        var journalled = setup.Has(JournalOptions.Section) ? setup.AddActiveInteractions() : setup;
        return setup.Has(ChangesOptions.Section) ? journalled.AddChangedInteractions() : journalled;
    }

    /// <summary>The directory over the CRMs that are configured.</summary>
    public static FeatureSetup AddCustomerDirectory(this FeatureSetup setup) => setup.AddCustomers().Once(nameof(AddCustomerDirectory), () =>
    {
        var crm = setup.AddCrmKinds().AddCrms().CrmSection();
        var customers = setup.Section(CustomersOptions.Section, CustomersOptions.Read);
        if (customers.WaitFor is WaitFor.Essential && crm.Sources.All(source => source.Role is not SourceRole.Essential))
        {
            setup.Problem("Customers__WaitFor is 'Essential', and no source is: set Crm__Sources__N__Role to Essential for those that suffice for a first answer, or wait for All.");
        }

        foreach (var (source, field) in crm.Sources.SelectMany(source => source.Fields.Keys.Intersect(CustomerContext.Names, StringComparer.OrdinalIgnoreCase).Select(field => (source, field))))
        {
            setup.Problem($"Crm__Sources of '{source.Name}' has a field '{field}', which is a name of the context's own: give the field another name.");
        }
    });

    private static FeatureSetup AddCrmKinds(this FeatureSetup setup)
    {
        foreach (var kind in s_kinds)
        {
            setup.AddCrmKind(kind);
        }

        return setup;
    }
}
