using System.Diagnostics;
using System.Globalization;
using System.Net;
using CrmEnrichment.Benchmarks.Report;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Privacy;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.State;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Benchmarks;

/// <summary>What a look-up costs over three sources that take 50, 120 and 200 ms, when all is remembered, and when a thousand ask at once.</summary>
internal static class LookupCost
{
    private const int LookUps = 30;
    private const int Hits = 20_000;
    private const int Askers = 1000;

    private static readonly int[] s_milliseconds = [50, 120, 200];
    private static readonly CustomerQuery s_caller = new(null, new PhoneNumberReader("US").Read("+13175550142").Phone);
    private static readonly Requester s_asker = new("benchmark", Audience.Context);
    private static int s_requests;

    public static async Task<int> RunAsync()
    {
        var servers = await Task.WhenAll(s_milliseconds.Select(StartAsync));
        try
        {
            await TimeAsync("every source, answers at", servers, ("Customers:Cache:Enabled", "false"));
            await TimeAsync("first answer (50 ms essential) at", servers, ("Customers:Cache:Enabled", "false"), ("Customers:WaitFor", "Essential"), ("Crm:Sources:0:Role", "Essential"));
            await HitAsync(servers);
            await AskAtOnceAsync(servers);
            return 0;
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private static async Task TimeAsync(string what, LoopbackServer[] servers, params (string Key, string Value)[] settings)
    {
        await using var services = Compose(servers, settings);
        var directory = services.GetRequiredService<CustomerDirectory>();
        await FindAsync(directory);
        var times = new List<double>();
        for (var i = 0; i < LookUps; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var lookup = directory.Begin(s_caller, s_asker);
            await lookup.FirstAsync(CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await lookup.CompleteAsync(CancellationToken.None);
        }

        Console.WriteLine($"{what,-36}{Quantile.Of(times, 0.5),8:0.0} ms, 95 % at {Quantile.Of(times, 0.95):0.0} ms");
    }

    private static async Task HitAsync(LoopbackServer[] servers)
    {
        await using var services = Compose(servers);
        var directory = services.GetRequiredService<CustomerDirectory>();
        for (var i = 0; i < Hits / 10; i++)
        {
            await FindAsync(directory);
        }

        var (allocated, processor, before) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Volatile.Read(ref s_requests));
        for (var i = 0; i < Hits; i++)
        {
            await FindAsync(directory);
        }

        Console.WriteLine($"{"everything remembered",-36}{(Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / Hits,8:0.0} µs of CPU, "
            + $"{(GC.GetTotalAllocatedBytes(precise: true) - allocated) / Hits} bytes, {Volatile.Read(ref s_requests) - before} requests in {Hits} look-ups");
    }

    private static async Task AskAtOnceAsync(LoopbackServer[] servers)
    {
        await using var services = Compose(servers);
        var directory = services.GetRequiredService<CustomerDirectory>();
        var before = Volatile.Read(ref s_requests);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Askers).Select(_ => FindAsync(directory)));
        Console.WriteLine($"{$"{Askers} askers at once",-36}{Stopwatch.GetElapsedTime(started).TotalMilliseconds,8:0.0} ms, {Volatile.Read(ref s_requests) - before} requests to {servers.Length} sources");
    }

    private static async Task FindAsync(CustomerDirectory directory)
    {
        await using var lookup = directory.Begin(s_caller, s_asker);
        await lookup.CompleteAsync(CancellationToken.None);
    }

    private static Task<LoopbackServer> StartAsync(int milliseconds) => LoopbackServer.StartAsync(IPAddress.Loopback, 0, async context =>
    {
        Interlocked.Increment(ref s_requests);
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, context.RequestAborted);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""[{"loyaltyTier":"Platinum","lifetimeValue":14250.75,"field{{milliseconds}}":"value"}]""", context.RequestAborted);
    });

    private static ServiceProvider Compose(LoopbackServer[] servers, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            .. servers.Index().SelectMany(server => new KeyValuePair<string, string?>[]
            {
                new($"Crm:Sources:{server.Index}:Name", server.Index.ToString(CultureInfo.InvariantCulture)),
                new($"Crm:Sources:{server.Index}:Url", server.Item.Url.ToString()),
                new($"Crm:Sources:{server.Index}:SecretId", "crm"),
            }),
            .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
        ]).Build();
        var services = new ServiceCollection()
            .AddSingleton(new Metrics(TextWriter.Null, TimeProvider.System, "benchmark"))
            .AddSingleton<ISecrets, OneKey>()
            .AddSingleton<IStateStore>(new MemoryStateStore(TimeProvider.System));
        new FeatureSetup(services, configuration).AddDiagnostics("benchmark").AddCustomerDirectory().Complete();

        // The audit's records are part of the cost, and not of what is printed.
        return services.Replace(ServiceDescriptor.Singleton<ILoggerProvider>(new JsonLineLoggerProvider(TextWriter.Null, TimeProvider.System)))
            .BuildServiceProvider();
    }

    private sealed class OneKey : ISecrets
    {
        public ValueTask<string> ReadAsync(string secretId, CancellationToken ct) => new("""{"api_key": "local"}""");

        public ValueTask<string> ReadAgainAsync(string secretId, CancellationToken ct) => ReadAsync(secretId, ct);
    }
}
