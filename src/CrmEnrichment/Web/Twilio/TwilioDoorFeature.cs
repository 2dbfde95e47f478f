using CrmEnrichment.ColdStart;
using CrmEnrichment.Configuration;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms.Twilio;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Web.Twilio;

public static class TwilioDoorFeature
{
    /// <summary>The door for Twilio's callbacks.</summary>
    /// <param name="setup">Where the handlers are registered, too.</param>
    /// <param name="handlers">The names of those that read callbacks.</param>
    public static FeatureSetup AddTwilioDoor(this FeatureSetup setup, params IReadOnlyCollection<string> handlers) => setup.AddTwilio().AddPipeline().Once(nameof(AddTwilioDoor), () =>
    {
        var options = setup.Section(TwilioOptions.Section, TwilioOptions.Read);
        if (options.PublicUrl is null)
        {
            setup.Problem("Twilio__PublicUrl is not set: set the address that Twilio calls, without the path of a route, because Twilio signs it.");
        }

        setup.Services
            .AddSingleton(provider => new TwilioDoor(
                options,
                provider.GetRequiredService<ISecrets>(),
                provider.GetServices<EventRoute>().Where(route => handlers.Contains(route.Handler, StringComparer.Ordinal)),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<TwilioDoor>>()))
            .AddSingleton(provider => new WarmUpStep("Twilio's signature", WarmUpKind.Connections, provider.GetRequiredService<TwilioDoor>().ConnectAsync));
    });
}
