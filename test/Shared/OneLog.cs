using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Tests;

/// <summary>One logger for every category.</summary>
internal sealed class OneLog(ILogger log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => log;

    public void Dispose()
    {
    }
}
