using CrmEnrichment.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Diagnostics;

public static class DiagnosticsFeature
{
    /// <param name="setup">Takes a <see cref="TimeProvider"/> and a <see cref="Metrics"/> that stand in its services already.</param>
    /// <param name="service">The function's name, under which metrics are counted.</param>
    public static FeatureSetup AddDiagnostics(this FeatureSetup setup, string service) => setup.Once(nameof(AddDiagnostics), () =>
    {
        var options = setup.Section(LoggingOptions.Section, LoggingOptions.Read);
        setup.Services.TryAddSingleton(TimeProvider.System);
        setup.Services.TryAddSingleton(provider => new Metrics(StandardOutput.Lines, provider.GetRequiredService<TimeProvider>(), service));
        setup.Services
            .AddLogging(logging => logging.SetMinimumLevel(options.Level))
            .AddSingleton<ILoggerProvider>(provider => new JsonLineLoggerProvider(StandardOutput.Lines, provider.GetRequiredService<TimeProvider>()));
    });
}
