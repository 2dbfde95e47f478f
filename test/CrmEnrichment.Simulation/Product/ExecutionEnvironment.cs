using CrmEnrichment.ColdStart;
using CrmEnrichment.Configuration;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.DeadLetters.Queue;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Simulation.Aws;
using CrmEnrichment.Simulation.Clock;
using CrmEnrichment.Simulation.Upstreams;
using CrmEnrichment.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Simulation.Product;

/// <summary>One function in one environment of Lambda: the product as its composition root puts it together, with caches, tokens, rate limits and circuits of its own.</summary>
internal sealed class ExecutionEnvironment : IDisposable
{
    private readonly ServiceProvider _services;

    private ExecutionEnvironment(ServiceProvider services) => _services = services;

    /// <summary>When its last invocation ended.</summary>
    public DateTimeOffset IdleSince { get; set; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <param name="function">As in template.yaml.</param>
    /// <param name="world">Around it.</param>
    /// <param name="number">No other environment of the run has it.</param>
    public static ExecutionEnvironment Compose(string function, World world, int number)
    {
        var dice = new Dice(world.Scenario.Seed, 1_000 + number);
        var lines = new LogBytes(world.Usage);
        var services = new ServiceCollection();
        services
            .AddSingleton<TimeProvider>(world.Time)
            .AddSingleton(new Metrics(lines, world.Time, function))
            .AddSingleton<HttpMessageHandler>(new Wire(world.Network))
            .AddSingleton(dice.Random)
            .AddSingleton<ISecrets>(new Secrets(world.Facts, dice, world.Usage, world.Time))
            .AddSingleton<IStateStore>(world.Table)
            .AddSingleton<IDeadLetterQueue>(world.Letters)
            .AddSingleton(provider => new Parking(provider.GetRequiredService<DeadLetterOptions>(), world.Parked));
        new FeatureSetup(services, world.Settings).AddDiagnostics(function).AddFunction(function).Complete();
        services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(new JsonLineLoggerProvider(lines, world.Time));
        return new(services.BuildServiceProvider());
    }

    /// <summary>What init does for a function whose caller waits.</summary>
    public Task WarmUpAsync() => Get<WarmUp>().LoadAndConnectAsync();

    public void Dispose() => _services.Dispose();
}
