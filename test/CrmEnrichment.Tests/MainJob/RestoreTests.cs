using CrmEnrichment.ColdStart;
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
    public static TheoryData<string, string[]> Functions => new()
    {
        { nameof(EnrichInteractionFunction), [RuntimeApi.RestoreNext, "forgotten", "connected", RuntimeApi.Next] },
        { nameof(LookupCustomerFunction), [RuntimeApi.RestoreNext, "forgotten", "connected", RuntimeApi.Next] },
        { nameof(CheckHealthFunction), [RuntimeApi.RestoreNext, "forgotten", RuntimeApi.Next] },
        { nameof(ReplayDeadLettersFunction), [RuntimeApi.RestoreNext, "forgotten", RuntimeApi.Next] },
    };

    [Theory, MemberData(nameof(Functions))]
    public async Task Credentials_are_forgotten_and_fetched_anew_after_the_restore_and_before_the_first_event(string function, string[] order)
    {
        using var environment = new ProcessEnvironment().Set("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        await using var server = (await WireServer.StartAsync()).On(RuntimeApi.RestoreNext, new WireAnswer());
        using var clients = new UpstreamClients(new HttpOptions(), TimeProvider.System, new Metrics(TextWriter.Null, TimeProvider.System, "test"), new CapturedLog<UpstreamClients>());
        clients.OnForget(() => server.Log.Enqueue("forgotten"));
        clients.OnConnect("test", _ =>
        {
            server.Log.Enqueue("connected");
            return Task.CompletedTask;
        });
        var warmUp = new WarmUp([], clients, new ProcessStart(), TimeProvider.System, new CapturedLog<WarmUp>());

        object made = function switch
        {
            nameof(EnrichInteractionFunction) => new EnrichInteractionFunction(null!, null!, warmUp),
            nameof(CheckHealthFunction) => new CheckHealthFunction(null!, warmUp),
            nameof(ReplayDeadLettersFunction) => new ReplayDeadLettersFunction(null!, warmUp, new CapturedLog<ReplayDeadLettersFunction>()),
            _ => new LookupCustomerFunction(null!, warmUp),
        };
        await server.RunUntilIdleAsync(RuntimeApi.Function((input, _) => Task.FromResult(input)));

        made.GetType().Name.ShouldBe(function);
        server.Log.ShouldBe(order);
    }
}
