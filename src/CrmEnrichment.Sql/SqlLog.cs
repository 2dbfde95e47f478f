using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Sql;

/// <summary>Everything that this project logs: names, numbers and waits. Never a query, a value, or the database's own text.</summary>
internal static partial class SqlLog
{
    [LoggerMessage(700, LogLevel.Warning, "Attempt {Attempt} failed: {Reason} Next attempt in {WaitMs} ms")]
    public static partial void Retrying(ILogger log, string reason, int attempt, long waitMs);
}
