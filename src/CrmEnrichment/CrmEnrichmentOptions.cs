using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Health;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Genesys;
using CrmEnrichment.State;
using CrmEnrichment.Web.LookupApi;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment;

/// <summary>Every section, read and checked at once.</summary>
internal sealed record CrmEnrichmentOptions(
    GenesysOptions Genesys,
    CrmOptions Crm,
    CustomersOptions Customers,
    DeadLetterOptions DeadLetters,
    StateOptions State,
    HttpOptions Http,
    HealthOptions Health,
    LookupOptions Lookup,
    LoggingOptions Logging)
{
    /// <exception cref="InvalidConfigurationException">Lists everything that is missing or wrong.</exception>
    public static CrmEnrichmentOptions Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var options = new CrmEnrichmentOptions(
            Section(GenesysOptions.Section, GenesysOptions.Read),
            Section(CrmOptions.Section, CrmOptions.Read),
            Section(CustomersOptions.Section, CustomersOptions.Read),
            Section(DeadLetterOptions.Section, DeadLetterOptions.Read),
            Section(StateOptions.Section, StateOptions.Read),
            Section(HttpOptions.Section, HttpOptions.Read),
            Section(HealthOptions.Section, HealthOptions.Read),
            Section(LookupOptions.Section, LookupOptions.Read),
            Section(LoggingOptions.Section, LoggingOptions.Read));
        if (options.Customers.WaitFor is WaitFor.Essential && options.Crm.Sources.All(source => source.Role is not SourceRole.Essential))
        {
            problems.Add("Customers__WaitFor is 'Essential', and no source is: set Crm__Sources__N__Role to Essential for those that suffice for a first answer, or wait for All.");
        }

        return problems.Count == 0 ? options : throw new InvalidConfigurationException(problems);

        T Section<T>(string name, Func<Settings, T> read)
        {
            var settings = Settings.Of(configuration, name, problems);
            var section = read(settings);
            settings.RefuseUnknownKeys();
            return section;
        }
    }
}
