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
using CrmEnrichment.Enrichment;
using CrmEnrichment.Journal;
using CrmEnrichment.Journal.Collecting;
using CrmEnrichment.Journal.Policies;
using CrmEnrichment.Platforms.Genesys;
using CrmEnrichment.Platforms.Twilio;
using CrmEnrichment.Web.Twilio;

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
    public static FeatureSetup AddConfiguredHandlers(this FeatureSetup setup) =>
        setup.HasPlatform() || setup.Has(JournalOptions.Section) ? setup.AddHandlers() : setup;

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

    /// <summary>Callbacks of Twilio: enrichment, and the journal where one is kept.</summary>
    public static FeatureSetup AddTwilioEvents(this FeatureSetup setup)
    {
        setup.AddTwilioDoor(nameof(EnrichInteraction), nameof(LogInteraction)).AddInteractionEnrichment();
        return setup.Has(JournalOptions.Section) ? setup.AddCustomerDirectory().AddJournal() : setup;
    }

    private static bool HasPlatform(this FeatureSetup setup) => setup.Has(GenesysOptions.Section) || setup.Has(TwilioOptions.Section);

    private static FeatureSetup AddConfiguredPlatforms(this FeatureSetup setup)
    {
        var twilio = setup.Has(TwilioOptions.Section) ? setup.AddTwilio() : setup;

        // Where no platform is configured, Genesys says what it misses.
        return setup.Has(GenesysOptions.Section) || !setup.Has(TwilioOptions.Section) ? twilio.AddGenesys() : twilio;
    }

    /// <summary>The journal, compared with what Genesys Cloud remembers.</summary>
    public static FeatureSetup AddJournalReconciliation(this FeatureSetup setup) => setup.AddGenesys().AddCustomerDirectory().AddJournal().AddReconciliation();

    /// <summary>Changes in the CRMs, told to the caches and, where a platform is configured, to its agents.</summary>
    public static FeatureSetup AddCrmChanges(this FeatureSetup setup)
    {
        var configured = setup.HasPlatform() ? setup.AddConfiguredPlatforms() : setup;
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
        foreach (var kind in s_kinds)
        {
            setup.AddCrmKind(kind);
        }

        var crm = setup.AddCrms().CrmSection();
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
}
