using CrmEnrichment.Aws;
using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Health;
using CrmEnrichment.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Cli.Checks;

/// <summary>The probes of CheckHealth from this machine: its secrets, its network, and the rights of whoever asks.</summary>
internal static class LiveCheck
{
    private const string Service = "crm-enrich";

    /// <summary>Each probe ends after Health__DeadlineMs, a minute at most.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    /// <exception cref="InvalidConfigurationException">CheckHealth would not start with these settings.</exception>
    public static async Task<IReadOnlyList<ComponentReport>> RunAsync(IConfiguration settings, TimeProvider time, CancellationToken ct)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time).AddSingleton(new Metrics(TextWriter.Null, time, Service)).AddAws();
        new FeatureSetup(services, settings).AddDiagnostics(Service).AddSql().AddFunction(FunctionFeatures.CheckHealth).Complete();

        // What is not well stands in the answer.
        services.RemoveAll<ILoggerProvider>();
        await using var provider = services.BuildServiceProvider();
        var checks = await provider.GetRequiredService<CheckHealth>().RunAsync(Service, s_longest, ct);
        return [.. checks.Select(ComponentReport.Of)];
    }
}
