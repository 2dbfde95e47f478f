using CrmEnrichment.Configuration;
using CrmEnrichment.Health;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial.Api.Agents;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using CrmEnrichment.Platforms.Vicidial.Api.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Platforms.Vicidial.Api;

public static class VicidialApiFeature
{
    /// <summary>Reports of many thousand lines are longer than what other systems answer.</summary>
    private const int LongestAnswer = 16 * 1024 * 1024;

    /// <summary>VICIdial's two APIs, with one login; and their place in the health check.</summary>
    public static FeatureSetup AddVicidialApi(this FeatureSetup setup) => setup.AddHttp().Once(nameof(AddVicidialApi), () =>
    {
        var options = setup.Section(VicidialApiOptions.Section, VicidialApiOptions.Read);
        setup.Services
            .AddSingleton(provider => new VicidialApis(options, provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<UpstreamClients>()))
            .AddSingleton(provider => new VicidialLeads(provider.GetRequiredService<VicidialApis>().NonAgent))
            .AddSingleton(provider => new VicidialReports(provider.GetRequiredService<VicidialApis>().NonAgent))
            .AddSingleton(provider => new VicidialAgents(provider.GetRequiredService<VicidialApis>().Agent, provider.GetRequiredService<VicidialApis>().NonAgent))
            .AddSingleton(provider => new Component(VicidialConnection.Name, ComponentKind.Platform, provider.GetRequiredService<VicidialLeads>().ProbeAsync));
    });

    /// <summary>Both APIs share the login, and what is known of its refusal.</summary>
    private sealed class VicidialApis
    {
        public VicidialApis(VicidialApiOptions options, ISecrets secrets, UpstreamClients clients)
        {
            var credentials = new VicidialCredentials(VicidialConnection.Name, options.SecretId, secrets, clients);
            NonAgent = Open(options.Url, "vicidial/non_agent_api.php");
            Agent = Open(options.AgentUrl ?? options.Url, "agc/api.php");

            VicidialConnection Open(Uri url, string path)
            {
                var upstream = new Upstream(
                    VicidialConnection.Name, url, TimeSpan.FromMilliseconds(options.TimeoutMs), Interpreter: () => new VicidialInterpreter(options.Source), IsCalledLater: true, MaxResponseBytes: LongestAnswer);
                return new(clients.Create(upstream, credentials), path);
            }
        }

        public VicidialConnection NonAgent { get; }

        public VicidialConnection Agent { get; }
    }
}
