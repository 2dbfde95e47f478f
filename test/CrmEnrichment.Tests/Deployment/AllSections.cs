using CrmEnrichment.Calls;
using CrmEnrichment.Changes;
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
using CrmEnrichment.Sql;
using CrmEnrichment.State;
using CrmEnrichment.Tickets.Rules;
using CrmEnrichment.Web.LookupApi;
using CrmEnrichment.Web.ScreenPop.Page;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Tests.Deployment;

/// <summary>Every section of a configuration, as the features of all functions together read it.</summary>
internal sealed record AllSections(
    GenesysOptions Genesys,
    CrmOptions Crm,
    CustomersOptions Customers,
    DeadLetterOptions DeadLetters,
    HealingOptions Healing,
    StateOptions State,
    HttpOptions Http,
    HealthOptions Health,
    LookupOptions Lookup,
    LoggingOptions Logging)
{
    /// <summary>Null where none of its settings is there: it has required ones, and few deployments keep a journal.</summary>
    public JournalOptions? Journal { get; private init; }

    /// <summary>The same of Twilio.</summary>
    public TwilioOptions? Twilio { get; private init; }

    /// <summary>The same of VICIdial.</summary>
    public VicidialOptions? Vicidial { get; private init; }

    public DispositionsOptions? Dispositions { get; private init; }

    /// <summary>Null where none of its settings is there.</summary>
    public ChangesOptions? Changes { get; private init; }

    /// <summary>Null where none of its settings is there: it has a required one, and few deployments have the page.</summary>
    public ScreenPopOptions? ScreenPop { get; private init; }

    /// <summary>Null where none of its settings is there.</summary>
    public VicidialApiOptions? VicidialApi { get; private init; }

    /// <summary>Null where none of its settings is there: it has a required one, and few deployments have it.</summary>
    public CallsOptions? Calls { get; private init; }

    /// <summary>Null where none of its settings is there.</summary>
    public LeadsOptions? Leads { get; private init; }

    /// <summary>Null where none of its settings is there.</summary>
    public MailOptions? Mail { get; private init; }

    /// <exception cref="InvalidConfigurationException">Lists everything that is missing or wrong.</exception>
    public static AllSections Read(IConfiguration configuration)
    {
        var setup = new FeatureSetup(new ServiceCollection(), configuration);
        var genesys = setup.Section(GenesysOptions.Section, GenesysOptions.Read);
        setup.AddSql().AddCustomerDirectory();
        var sections = new AllSections(
            genesys,
            setup.Section(CrmOptions.Section, settings => CrmOptions.Read(settings, AllKinds.List)),
            setup.Section(CustomersOptions.Section, CustomersOptions.Read),
            setup.Section(DeadLetterOptions.Section, DeadLetterOptions.Read),
            setup.Section(HealingOptions.Section, HealingOptions.Read),
            setup.Section(StateOptions.Section, StateOptions.Read),
            setup.Section(HttpOptions.Section, HttpOptions.Read),
            setup.Section(HealthOptions.Section, HealthOptions.Read),
            setup.Section(LookupOptions.Section, LookupOptions.Read),
            setup.Section(LoggingOptions.Section, LoggingOptions.Read))
        {
            Twilio = setup.Has(TwilioOptions.Section) ? setup.Section(TwilioOptions.Section, TwilioOptions.Read) : null,
            Vicidial = setup.Section(VicidialOptions.Section, VicidialOptions.Read),
            Dispositions = setup.Section(DispositionsOptions.Section, DispositionsOptions.Read),
            VicidialApi = setup.Has(VicidialApiOptions.Section) ? setup.Section(VicidialApiOptions.Section, VicidialApiOptions.Read) : null,
            Calls = setup.Has(CallsOptions.Section) ? setup.Section(CallsOptions.Section, CallsOptions.Read) : null,
            Journal = setup.Has(JournalOptions.Section) ? setup.Section(JournalOptions.Section, JournalOptions.Read) : null,
            Leads = setup.Has(LeadsOptions.Section) ? setup.Section(LeadsOptions.Section, settings => LeadsOptions.Read(settings, setup.CrmSection().Sources)) : null,
            Mail = setup.Has(MailOptions.Section) ? setup.Section(MailOptions.Section, settings => MailOptions.Read(settings, setup.CrmSection().Sources)) : null,
            ScreenPop = setup.Has(ScreenPopOptions.Section) ? setup.Section(ScreenPopOptions.Section, ScreenPopOptions.Read) : null,
            Changes = setup.Has(ChangesOptions.Section) ? setup.Section(ChangesOptions.Section, settings => ChangesOptions.Read(settings, setup.CrmSection().Sources)) : null,
        };
        setup.Complete();
        return sections;
    }
}
