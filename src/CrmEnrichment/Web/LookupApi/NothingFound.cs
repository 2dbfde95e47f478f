using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Web.Routes;

namespace CrmEnrichment.Web.LookupApi;

/// <summary>Why a source, or the look-up as a whole, gave nothing, as callers are told (docs/lookup.md).</summary>
/// <remarks>What a flow can act upon. Refused credentials and missing rights are all <c>unavailable</c>: what is wrong with them stands in the log, and is the caller's business no more than the upstream's name for it.</remarks>
internal static class NothingFound
{
    private const string Unavailable = "unavailable";

    public static string Why(UpstreamException failure, bool whileStarting) => failure switch
    {
        { IsTimeout: true } => TimeIsUp(whileStarting),
        { Fault: UpstreamFault.Throttled } => "throttled",
        _ => Unavailable,
    };

    public static string Why(NotServed reason, bool whileStarting) => reason switch
    {
        NotServed.CallersNotReadable => "authentication_unavailable",
        NotServed.TimeIsUp => TimeIsUp(whileStarting),
        _ => "internal_error",
    };

    /// <summary>The reason that all share; of several, that there is no answer.</summary>
    public static string? Of(IReadOnlyList<string> reasons) => reasons.Distinct(StringComparer.Ordinal).ToList() switch
    {
        [] => null,
        [var one] => one,
        _ => Unavailable,
    };

    private static string TimeIsUp(bool whileStarting) => whileStarting ? "timeout_at_start" : "timeout";
}
