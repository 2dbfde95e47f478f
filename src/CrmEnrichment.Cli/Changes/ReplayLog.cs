using CrmEnrichment.Cli.Output;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Cli.Changes;

/// <summary>Look-ups go into the record of who did what: on the terminal they would run into the bar. The rest goes there.</summary>
internal sealed class ReplayLog(RecordFile record, TimeProvider time) : ILoggerProvider, ISupportExternalScope
{
    private readonly JsonLineLoggerProvider _record = new(record, time);
    private readonly JsonLineLoggerProvider _terminal = new(Terminal.Log, time);

    public ILogger CreateLogger(string categoryName) =>
        (string.Equals(categoryName, typeof(LookupAudit).FullName, StringComparison.Ordinal) ? _record : _terminal).CreateLogger(categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider)
    {
        _record.SetScopeProvider(scopeProvider);
        _terminal.SetScopeProvider(scopeProvider);
    }

    public void Dispose()
    {
    }
}
