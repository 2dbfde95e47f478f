using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Sql;

/// <summary>All that this project logs: names, numbers and waits. Never a query, a value, or the database's own text.</summary>
internal static partial class SqlLog
{
    [LoggerMessage(700, LogLevel.Warning, "{Reason} So ended attempt {Attempt}; the next follows in {WaitMs} ms")]
    public static partial void Retrying(ILogger log, string reason, int attempt, long waitMs);
}
