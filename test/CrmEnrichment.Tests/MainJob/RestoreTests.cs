using CrmEnrichment.Diagnostics;
using CrmEnrichment.Functions;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Tests.StandIns;
using CrmEnrichment.Tests.StandIns.Runtime;
using CrmEnrichment.Tests.StandIns.Wire;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>What a snapshot holds of credentials may be days old when an environment is restored from it.</summary>
[Collection(ProcessEnvironment.Alone)]
public sealed class RestoreTests
{
    public static TheoryData<string> Functions => [nameof(EnrichInteractionFunction), nameof(ReplayDeadLettersFunction), nameof(LookupCustomerFunction)];

    [Theory, MemberData(nameof(Functions))]
    public async Task Credentials_are_forgotten_after_the_restore_and_before_the_first_event(string function)
    {
        using var environment = new ProcessEnvironment().Set("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        await using var server = (await WireServer.StartAsync()).On(RuntimeApi.RestoreNext, new WireAnswer());
        using var clients = new UpstreamClients(new HttpOptions(), TimeProvider.System, new Metrics(TextWriter.Null, TimeProvider.System, "test"), new CapturedLog<UpstreamClients>());
        clients.OnForget(() => server.Log.Enqueue("forgotten"));

        object made = function switch
        {
            nameof(EnrichInteractionFunction) => new EnrichInteractionFunction(null!, null!, clients),
            nameof(ReplayDeadLettersFunction) => new ReplayDeadLettersFunction(null!, clients),
            _ => new LookupCustomerFunction(null!, clients),
        };
        await server.RunUntilIdleAsync(RuntimeApi.Function((input, _) => Task.FromResult(input)));

        made.GetType().Name.ShouldBe(function);
        server.Log.ShouldBe([RuntimeApi.RestoreNext, "forgotten", RuntimeApi.Next]);
    }
}
