using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Crm.HttpAttributes;
using CrmEnrichment.Crm.HubSpot;
using CrmEnrichment.Crm.Rest;
using CrmEnrichment.Crm.Salesforce;
using CrmEnrichment.Crm.Vtiger;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Caching;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Enrichment;
using CrmEnrichment.Health;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Idempotency;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms.Genesys;
using CrmEnrichment.Replay;
using CrmEnrichment.State;
using CrmEnrichment.Web.LookupApi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment;

/// <summary>Puts the rooms together. What is not here comes from outside: the queue, the secrets and the state store.</summary>
public static class CrmEnrichmentServices
{
    /// <param name="services">Takes a <see cref="TimeProvider"/>, a <see cref="Metrics"/> and an <see cref="HttpMessageHandler"/> that stand in it already.</param>
    /// <param name="configuration">All sections.</param>
    /// <param name="service">The function's name, under which metrics are counted.</param>
    /// <param name="answersCallers">Whether it is the function that answers the look-up API, and has to know at least one caller.</param>
    /// <exception cref="InvalidConfigurationException">Lists everything that is missing or wrong.</exception>
    public static IServiceCollection AddCrmEnrichment(this IServiceCollection services, IConfiguration configuration, string service, bool answersCallers = false)
    {
        var options = CrmEnrichmentOptions.Read(configuration);
        if (answersCallers)
        {
            options.Lookup.RequireCallers();
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new Metrics(Console.Out, provider.GetRequiredService<TimeProvider>(), service));
        return services
            .AddSingleton(options.Genesys)
            .AddSingleton(options.Customers)
            .AddSingleton(options.DeadLetters)
            .AddSingleton(options.State)
            .AddSingleton(options.Http)
            .AddSingleton(options.Health)
            .AddJsonLogging(options.Logging)
            .AddSingleton(provider => new UpstreamClients(
                provider.GetRequiredService<HttpOptions>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<Metrics>(),
                provider.GetRequiredService<ILogger<UpstreamClients>>(),
                provider.GetService<HttpMessageHandler>(),
                provider.GetService<Random>()))
            .AddGenesys(options.Genesys)
            .AddCrmSources(options.Crm)
            .AddSingleton(new PhoneNumberReader(options.Customers.DefaultRegion))
            .AddSingleton<CustomerCache>()
            .AddSingleton<LookupAudit>()
            .AddSingleton<CustomerDirectory>()
            .AddLookupApi(options.Lookup)
            .AddSingleton(new GenesysEventReader(options.Genesys.Topics))
            .AddSingleton<EnrichInteraction>()
            .AddSingleton<IEventHandler>(provider => provider.GetRequiredService<EnrichInteraction>())
            .AddSingleton<EventHandlers>()
            .AddSingleton<EventClaims>()
            .AddSingleton<DeadLetterStore>()
            .AddSingleton<FailureBoundary>()
            .AddSingleton<ReplayDeadLetters>()
            .AddSingleton(provider => Components.Of(
                provider.GetServices<DirectorySource>().Select(asked => asked.Source),
                provider.GetRequiredService<GenesysClient>(),
                provider.GetRequiredService<IDeadLetterQueue>(),
                provider.GetRequiredService<IStateStore>()))
            .AddSingleton<CheckHealth>();
    }

    private static IServiceCollection AddJsonLogging(this IServiceCollection services, LoggingOptions options) => services
        // The audit is a record, not a diagnosis: it is written whatever the level.
        .AddLogging(logging => logging.SetMinimumLevel(options.Level).AddFilter(typeof(LookupAudit).FullName, LogLevel.Information))
        .AddSingleton<ILoggerProvider>(provider => new JsonLineLoggerProvider(Console.Out, provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddGenesys(this IServiceCollection services, GenesysOptions options) => services
        .AddSingleton(provider => new OAuthToken(
            new GenesysTokenGrant(),
            new Upstream(GenesysClient.Name, options.Login, RateLimit: GenesysRateLimit.Read),
            options.SecretId,
            provider.GetRequiredService<ISecrets>(),
            provider.GetRequiredService<UpstreamClients>()))
        .AddSingleton(provider =>
        {
            var token = provider.GetRequiredService<OAuthToken>();
            var upstream = new Upstream(GenesysClient.Name, options.Api, RateLimit: GenesysRateLimit.Read);
            return new GenesysClient(options, provider.GetRequiredService<UpstreamClients>().Create(upstream, token), token, provider.GetRequiredService<ILogger<GenesysClient>>());
        });

    private static IServiceCollection AddCrmSources(this IServiceCollection services, CrmOptions options)
    {
        services
            .AddKeyedSingleton(CrmKind.Rest, Factory((source, secrets, clients, _) => RestCustomerSource.Open(source, secrets, clients)))
            .AddKeyedSingleton(CrmKind.HubSpot, Factory(HubSpotCustomerSource.Open))
            .AddKeyedSingleton(CrmKind.Salesforce, Factory(SalesforceCustomerSource.Open))
            .AddKeyedSingleton(CrmKind.Vtiger, Factory(VtigerCustomerSource.Open))
            .AddKeyedSingleton(CrmKind.Http, Factory((source, secrets, clients, _) => HttpAttributesSource.Open(source, secrets, clients)));
        foreach (var source in options.Sources)
        {
            services.AddSingleton(provider => new DirectorySource(
                provider.GetRequiredKeyedService<CrmSourceFactory>(source.Kind)(provider, source),
                source.Priority,
                source.Role,
                TimeSpan.FromMilliseconds(source.DeadlineMs)));
        }

        return services;
    }

    private static CrmSourceFactory Factory(Func<CrmSourceOptions, ISecrets, UpstreamClients, PhoneNumberReader, ICustomerSource> open) => (provider, source) => open(
        source,
        provider.GetRequiredService<ISecrets>(),
        provider.GetRequiredService<UpstreamClients>(),
        provider.GetRequiredService<PhoneNumberReader>());
}
