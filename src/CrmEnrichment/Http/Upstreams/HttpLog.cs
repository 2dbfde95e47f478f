using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Http.Upstreams;

/// <summary>All that this room logs: names, statuses, counts and waits. Never an address with a query, a body, or anything from a header.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(200, LogLevel.Warning, "{Upstream}: attempt {Attempt} ended with {End}; the next follows in {WaitMs} ms")]
    public static partial void Retrying(ILogger log, string upstream, int attempt, string end, long waitMs);

    [LoggerMessage(201, LogLevel.Information, "{Upstream}: answered 401; renewing the credentials once")]
    public static partial void Renewing(ILogger log, string upstream);

    [LoggerMessage(202, LogLevel.Error, "{Upstream}: the credentials are refused and rest")]
    public static partial void Refused(ILogger log, string upstream);

    [LoggerMessage(203, LogLevel.Warning, "{Upstream}: the rate limit of {Allowed} requests is used up; waiting {WaitMs} ms for the next window")]
    public static partial void WaitingForWindow(ILogger log, string upstream, int allowed, long waitMs);

    [LoggerMessage(204, LogLevel.Information, "{Upstream}: a new token, to be kept for {KeptSeconds} s")]
    public static partial void NewToken(ILogger log, string upstream, long keptSeconds);

    [LoggerMessage(205, LogLevel.Information, "{Upstream}: logged in; the session is kept until it is refused")]
    public static partial void LoggedIn(ILogger log, string upstream);
}
