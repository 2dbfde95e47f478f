using CrmEnrichment.Configuration;
using CrmEnrichment.Health;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Platforms.Genesys;

public static class GenesysFeature
{
    /// <summary>Events of Genesys Cloud in, contexts back, in both dialects; and its place in the health check.</summary>
    public static FeatureSetup AddGenesys(this FeatureSetup setup) => setup.AddHttp().Once(nameof(AddGenesys), () =>
    {
        var options = setup.Section(GenesysOptions.Section, GenesysOptions.Read);
        setup.Services.TryAddSingleton<NameCache>();
        setup.Services
            .AddKeyedSingleton(GenesysClient.Name, (provider, _) => Token(options, provider))
            .AddSingleton(provider => Connect(options, provider))
            .AddSingleton<IInteractionReader, GenesysEventReader>()
            .AddSingleton<IInteractionEventReader, GenesysInteractionEventReader>()
            .AddSingleton<IPlatformNames, GenesysNames>()
            .AddSingleton<IInteractionHistory>(provider => ConnectHistory(options, provider))
            .AddSingleton<IContextWriter, ParticipantAttributesWriter>()
            .AddSingleton<IContextWriter, TutorialContextWriter>()
            .AddSingleton(provider => new Component(GenesysClient.Name, ComponentKind.Platform, provider.GetRequiredService<GenesysClient>().ProbeAsync));
    });

    /// <summary>One for all clients: Genesys counts requests by token.</summary>
    private static OAuthToken Token(GenesysOptions options, IServiceProvider provider) =>
        new(new GenesysTokenGrant(), Upstream(options.Login), options.SecretId, provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<UpstreamClients>());

    private static GenesysClient Connect(GenesysOptions options, IServiceProvider provider)
    {
        var token = provider.GetRequiredKeyedService<OAuthToken>(GenesysClient.Name);
        return new(provider.GetRequiredService<UpstreamClients>().Create(Upstream(options.Api), token), token, provider.GetRequiredService<ILogger<GenesysClient>>());
    }

    private static GenesysHistory ConnectHistory(GenesysOptions options, IServiceProvider provider)
    {
        var upstream = Upstream(options.Api) with { AttemptTimeout = GenesysHistory.AttemptTimeout, MaxResponseBytes = GenesysHistory.MaxResponseBytes };
        return new(provider.GetRequiredService<UpstreamClients>().Create(upstream, provider.GetRequiredKeyedService<OAuthToken>(GenesysClient.Name)), provider.GetRequiredService<TimeProvider>());
    }

    private static Upstream Upstream(Uri address) => new(GenesysClient.Name, address, RateLimit: GenesysRateLimit.Read, IsCalledLater: true);
}
