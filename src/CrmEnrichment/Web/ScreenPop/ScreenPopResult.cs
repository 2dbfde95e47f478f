using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Web.ScreenPop.Asking;

namespace CrmEnrichment.Web.ScreenPop;

/// <summary>What became of a request for a page, as the metric <c>screen_pops</c> has it.</summary>
internal static class ScreenPopResult
{
    public const string Refused = "refused", Throttled = "throttled", Unreadable = "unreadable", Failed = "failed";

    public static string Of(Sighting sighting) => sighting switch
    {
        { Found.Pending.Count: > 0 } => "begun",
        { Found.Status: LookupStatus.Failed } => Failed,
        { IsToChoose: true } => "several",
        { Found.Fields.Count: > 0 } => "known",
        _ => "nobody",
    };
}
