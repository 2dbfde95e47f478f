using System.Net;
using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Local.Genesys;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.Platforms.Genesys;
using CrmEnrichment.State;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Interactions;

/// <summary>What the feature adds for the time after a call, composed as a function composes it, against the pretend Genesys.</summary>
public sealed class GenesysFeatureTests
{
    [Fact]
    public async Task The_wrap_up_of_the_recorded_call_is_read_and_all_its_ids_have_names()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var genesys = await PretendGenesys.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        var services = new ServiceCollection()
            .AddSingleton<ISecrets>(new KnownSecrets { ["genesys"] = $$"""{"client_id":"{{genesys.Client.Id}}","client_secret":"{{genesys.Client.Secret}}"}""" })
            .AddSingleton(new Metrics(TextWriter.Null, TimeProvider.System, "test"))
            .AddSingleton<IStateStore>(new MemoryStateStore(TimeProvider.System));
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Genesys:SecretId"] = "genesys",
            ["Logging:Level"] = "Error",
            ["Genesys:ApiUrl"] = genesys.Url.ToString(),
            ["Genesys:LoginUrl"] = genesys.Url.ToString(),
        };
        new FeatureSetup(services, new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).AddDiagnostics("test").AddGenesys().Complete();
        await using var provider = services.BuildServiceProvider();

        var acw = provider.GetRequiredService<IInteractionEventReader>().Read(SampleEvents.Read("20-")).ShouldBeOfType<EventReading<InteractionEvent>.Ours>().Event;
        var names = provider.GetServices<IPlatformNames>().Single(platform => platform.Knows(acw.Origin));

        (await names.WrapUpAsync(acw.WrapUpCode!, ct)).ShouldBe("Payment promised");
        (await names.QueueAsync(acw.QueueId!, ct)).ShouldBe("Billing");
        (await names.AgentAsync(acw.AgentId!, ct)).ShouldBe(new AgentNames("Alex Agent", "alex.agent@example.org"));
        (await names.AgentAsync(acw.AgentId!, ct)).ShouldNotBeNull();
        genesys.Requests.All.Count(request => request.Method is "GET").ShouldBe(3);
        genesys.Requests.Unexpected.ShouldBeEmpty();
    }
}
