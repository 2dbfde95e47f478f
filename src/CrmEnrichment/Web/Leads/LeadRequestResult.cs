namespace CrmEnrichment.Web.Leads;

/// <summary>What became of a request that brings leads, in the words of the metric <c>lead_requests</c>.</summary>
internal static class LeadRequestResult
{
    public const string Queued = "queued";

    /// <summary>It is not proved who sent it.</summary>
    public const string Refused = "refused";

    public const string Unreadable = "unreadable";

    public const string Throttled = "throttled";

    /// <summary>The queue, or what we know senders by, is away. The sender repeats it.</summary>
    public const string NotQueued = "not_queued";
}
