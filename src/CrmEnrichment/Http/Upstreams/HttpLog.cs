using Microsoft.Extensions.Logging;

namespace CrmEnrichment.Http.Upstreams;

/// <summary>Everything that this room logs: names, statuses, counts and waits. Never an address with a query, a body, or anything from a header.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(200, LogLevel.Warning, "Attempt {Attempt} failed for {Upstream}: {End}; next attempt in {WaitMs} ms")]
    public static partial void Retrying(ILogger log, string upstream, int attempt, string end, long waitMs);

    [LoggerMessage(201, LogLevel.Information, "Credentials refused by {Upstream} (401); renewing them once")]
    public static partial void Renewing(ILogger log, string upstream);

    [LoggerMessage(202, LogLevel.Error, "Credentials refused by {Upstream} again; not used until the cool-down ends")]
    public static partial void Refused(ILogger log, string upstream);

    [LoggerMessage(203, LogLevel.Warning, "Rate limit of {Upstream} used up ({Allowed} requests); next request in {WaitMs} ms")]
    public static partial void WaitingForWindow(ILogger log, string upstream, long allowed, long waitMs);

    [LoggerMessage(204, LogLevel.Information, "New token for {Upstream}; used for {KeptSeconds} s")]
    public static partial void NewToken(ILogger log, string upstream, long keptSeconds);

    [LoggerMessage(205, LogLevel.Information, "Logged in to {Upstream}; the session is used until it is refused")]
    public static partial void LoggedIn(ILogger log, string upstream);

    [LoggerMessage(506, LogLevel.Warning, "Caller credentials could not be reloaded; the previous ones stay in use: {Reason}")]
    public static partial void NotReadAgain(ILogger log, string reason);
}
