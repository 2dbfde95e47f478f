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
            .AddSingleton(provider => Connect(options, provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<UpstreamClients>(), provider.GetRequiredService<ILogger<GenesysClient>>()))
            .AddSingleton<IInteractionReader, GenesysEventReader>()
            .AddSingleton<IInteractionEventReader, GenesysInteractionEventReader>()
            .AddSingleton<IPlatformNames, GenesysNames>()
            .AddSingleton<IContextWriter, ParticipantAttributesWriter>()
            .AddSingleton<IContextWriter, TutorialContextWriter>()
            .AddSingleton(provider => new Component(GenesysClient.Name, ComponentKind.Platform, provider.GetRequiredService<GenesysClient>().ProbeAsync));
    });

    private static GenesysClient Connect(GenesysOptions options, ISecrets secrets, UpstreamClients clients, ILogger<GenesysClient> log)
    {
        var token = new OAuthToken(new GenesysTokenGrant(), Upstream(options.Login), options.SecretId, secrets, clients);
        return new(clients.Create(Upstream(options.Api), token), token, log);

        static Upstream Upstream(Uri address) => new(GenesysClient.Name, address, RateLimit: GenesysRateLimit.Read, IsCalledLater: true);
    }
}
