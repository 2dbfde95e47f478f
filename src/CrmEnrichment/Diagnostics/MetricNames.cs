namespace CrmEnrichment.Diagnostics;

/// <summary>Every metric that we publish; the template's alarms are held against this list by a test.</summary>
public static class MetricNames
{
    /// <summary>Count by <c>Outcome</c>.</summary>
    public const string Events = "events";

    /// <summary>Milliseconds by <c>Source</c>, retries included.</summary>
    public const string SourceLatency = "source_latency";

    /// <summary>Milliseconds from the event's own time to its outcome, by <c>Outcome</c>.</summary>
    public const string EndToEndLatency = "end_to_end_latency";

    /// <summary>Count by <c>Upstream</c>.</summary>
    public const string Retries = "retries";

    /// <summary>Count by <c>Upstream</c>: credentials were refused twice in a row.</summary>
    public const string AuthFailure = "crm_auth_failure";
}
