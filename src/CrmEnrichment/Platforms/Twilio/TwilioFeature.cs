using CrmEnrichment.Configuration;
using CrmEnrichment.Health;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Platforms.Twilio;

public static class TwilioFeature
{
    /// <summary>Callbacks of Twilio's TaskRouter and of calls in, contexts back; and its place in the health check.</summary>
    public static FeatureSetup AddTwilio(this FeatureSetup setup) => setup.AddHttp().Once(nameof(AddTwilio), () =>
    {
        var options = setup.Section(TwilioOptions.Section, TwilioOptions.Read);
        setup.Services
            .AddSingleton(provider => Connect(options, provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<UpstreamClients>()))
            .AddSingleton<IInteractionReader, TwilioTaskReader>()
            .AddSingleton<IInteractionEventReader, TwilioInteractionEventReader>()
            .AddSingleton<IInteractionParts, TwilioCalls>()
            .AddSingleton<IContextWriter, TaskAttributesWriter>()
            .AddSingleton(provider => new Component(TwilioClient.Name, ComponentKind.Platform, provider.GetRequiredService<TwilioClient>().ProbeAsync));
    });

    private static TwilioClient Connect(TwilioOptions options, ISecrets secrets, UpstreamClients clients)
    {
        var credentials = new TwilioCredentials(options.SecretId, secrets, clients);
        var upstream = new Upstream(TwilioClient.Name, options.ApiUrl, Errors: TwilioErrors.Dialect, RateLimit: TwilioErrors.RateLimit, IsCalledLater: true);
        return new(clients.Create(upstream, credentials), credentials, options.WorkspaceSid);
    }
}
