using CrmEnrichment.Aws;
using CrmEnrichment.Configuration;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Mail;
using CrmEnrichment.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Cli.Checks;

/// <summary>Features of the functions on this machine: with its secrets, its network, and the rights of whoever asks.</summary>
internal static class LiveServices
{
    public const string Name = "crm-enrich";

    /// <param name="settings">Of a function that has these features.</param>
    /// <param name="time">Now.</param>
    /// <param name="add">Adds them.</param>
    /// <exception cref="InvalidConfigurationException">The settings are not complete.</exception>
    public static ServiceProvider Open(IConfiguration settings, TimeProvider time, Func<FeatureSetup, FeatureSetup> add)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time).AddSingleton(new Metrics(TextWriter.Null, time, Name)).AddAws();
        add(new FeatureSetup(services, settings).AddDiagnostics(Name).AddSql().AddMail()).Complete();

        // What is wrong stands in the answer.
        services.RemoveAll<ILoggerProvider>();
        return services.BuildServiceProvider();
    }
}
