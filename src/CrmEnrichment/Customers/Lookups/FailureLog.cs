using CrmEnrichment.DeadLetters;
using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Customers.Lookups;

/// <summary>Says once for each look-up, under the event or request that it is for, why a source gave nothing.</summary>
internal sealed partial class FailureLog(ILogger log)
{
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    public void Write(Found found)
    {
        foreach (var failure in found.Failures.Where(failure => _said.Add(failure.Upstream)))
        {
            var start = failure.IsTimeout && found.WhileStarting ? " The process was starting." : "";
            var cached = found.Stale.Contains(failure.Upstream, StringComparer.Ordinal) ? " Its cached answer is used." : "";
            SourceFailed(log, failure.Upstream, Failure.Of(failure).Reason, $"{failure.Message}{start}{cached}");
        }
    }

    [LoggerMessage(404, LogLevel.Warning, "Source {Source} failed as {Reason}: {Why}")]
    private static partial void SourceFailed(ILogger log, string source, FailureReason reason, string why);
}
