using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Diagnostics;

/// <summary>Logs as JSON, one redacted line each, written before the call returns.</summary>
/// <remarks>
/// Microsoft's console logger hands lines to a background thread; a Lambda environment can be frozen or killed before that
/// thread has written them.
/// </remarks>
public sealed class JsonLineLoggerProvider(TextWriter output, TimeProvider time) : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider? _scopes;

    public ILogger CreateLogger(string categoryName) => new JsonLineLogger(categoryName, output, time, () => _scopes);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }
}
