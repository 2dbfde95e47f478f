using CrmEnrichment.Configuration;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Diagnostics;

/// <summary>Section <c>Logging</c>.</summary>
public sealed class LoggingOptions
{
    public const string Section = "Logging";

    /// <summary>The least severe level that is written.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    internal static LoggingOptions Read(Settings settings) => new()
    {
        Level = settings.Choice(nameof(Level), LogLevel.Information),
    };
}
