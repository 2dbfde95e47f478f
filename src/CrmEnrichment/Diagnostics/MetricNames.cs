namespace CrmEnrichment.Diagnostics;

/// <summary>Every metric that we publish. Tests compare the alarms and the dashboard of template.yaml with this list.</summary>
public static class MetricNames
{
    /// <summary>Count by <c>Outcome</c>.</summary>
    public const string Events = "events";

    /// <summary>Milliseconds by <c>Source</c>, retries included.</summary>
    public const string SourceLatency = "source_latency";

    /// <summary>Count by <c>Source</c>: it failed or was late, retries and all.</summary>
    public const string SourceFailures = "source_failures";

    /// <summary>Count by <c>Source</c>: it knows several customers with the number or id.</summary>
    public const string AmbiguousAnswers = "ambiguous_answers";

    /// <summary>Count by <c>Source</c>: its cached answer was fresh, so that it was not asked.</summary>
    public const string CacheHits = "cache_hits";

    /// <summary>Count by <c>Source</c>: it failed, and its cached answer was used.</summary>
    public const string StaleAnswers = "stale_answers";

    /// <summary>Milliseconds from the event's own time to its outcome, by <c>Outcome</c>.</summary>
    public const string EndToEndLatency = "end_to_end_latency";

    /// <summary>Count by <c>Upstream</c>.</summary>
    public const string Retries = "retries";

    /// <summary>Count by <c>Upstream</c>: credentials were refused twice in a row.</summary>
    public const string AuthFailure = "crm_auth_failure";

    /// <summary>Percent by <c>Upstream</c>: what its rate limit still allows in this window (Genesys: a minute, Salesforce: a day), from each answer that reports it.</summary>
    public const string RateLimitHeadroom = "rate_limit_headroom";

    /// <summary>
    /// Count by <c>Result</c>: <c>done</c>, <c>failed_again</c> or <c>parked</c> in replays by hand; <c>healed</c> or <c>not_healed</c> in those by the schedule.
    /// </summary>
    public const string LettersReplayed = "letters_replayed";

    /// <summary>How many letters the schedule will try again, by <c>Queue</c>, as it last saw them.</summary>
    public const string LettersHealing = "letters_healing";

    /// <summary>How many letters nothing but a person will take care of, by <c>Queue</c>, as the schedule last saw them.</summary>
    public const string LettersNeedingAPerson = "letters_needing_a_person";

    /// <summary>1 or 0 by <c>Component</c>: whether its probe was answered as it should, in time.</summary>
    public const string ComponentHealthy = "component_healthy";

    /// <summary>Milliseconds by <c>Component</c>, sign-in and retries included.</summary>
    public const string ProbeLatency = "probe_latency";

    /// <summary>Milliseconds by <c>Crm</c>: from the end of an interaction to its entry in that CRM.</summary>
    public const string JournalLatency = "journal_latency";

    /// <summary>How many interactions the nightly reconciliation found without an entry, by <c>Crm</c>.</summary>
    public const string JournalMissing = "journal_missing";

    /// <summary>How many interactions the nightly reconciliation found with an entry that lacks something, by <c>Crm</c>.</summary>
    public const string JournalUnfinished = "journal_unfinished";

    /// <summary>Count by <c>Status</c>: HTTP statuses that the look-up API answered.</summary>
    public const string LookupAnswers = "lookup_answers";

    /// <summary>Count by <c>Source</c>: records of which that source told that they have changed, and all that follows from it is done.</summary>
    public const string CrmChanges = "crm_changes";

    /// <summary>Count by <c>Result</c>: <c>done</c>, <c>refused</c> (no signature of a sender), <c>unreadable</c> or <c>failed</c> (it comes again); of notices that were sent and of polls.</summary>
    public const string CrmChangeNotices = "crm_change_notices";
}
