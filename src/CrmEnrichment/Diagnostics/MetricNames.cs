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

    /// <summary>Count by <c>Result</c>: calls of VICIdial's call URLs. <c>queued</c>, <c>unmapped</c> (queued, too), <c>missing_data</c>, <c>password</c>, <c>refused</c>, <c>not_queued</c> (lost).</summary>
    public const string CallUrls = "call_urls";

    /// <summary>Milliseconds by <c>Crm</c>: everything that the CRM is asked for one disposition, retries included.</summary>
    public const string DispositionLatency = "disposition_latency";

    /// <summary>Count by <c>Status</c>: HTTP statuses that the look-up API answered.</summary>
    public const string LookupAnswers = "lookup_answers";

    /// <summary>Count by <c>Source</c>: records of which that source told that they have changed, and all that follows from it is done.</summary>
    public const string CrmChanges = "crm_changes";

    /// <summary>Count by <c>Result</c>: <c>done</c>, <c>refused</c> (no signature of a sender), <c>unreadable</c> or <c>failed</c> (it comes again); of notices that were sent and of polls.</summary>
    public const string CrmChangeNotices = "crm_change_notices";

    /// <summary>Changed records of a CRM, by <c>Result</c>: what came of them among a dialler's leads.</summary>
    public const string LeadUpdates = "lead_updates";

    /// <summary>Count by <c>Result</c>: requests for screen pops: <c>known</c>, <c>several</c>, <c>nobody</c>, <c>begun</c> (a source had not answered yet; the rest comes with the next request), <c>failed</c>, <c>refused</c> (neither key nor signature), <c>unreadable</c> or <c>throttled</c>.</summary>
    public const string ScreenPops = "screen_pops";

    /// <summary>Count by <c>Result</c>: requests for agents' calls: <c>done</c>, <c>not_confirmed</c> (VICIdial has taken it), <c>not_now</c>, <c>not_allowed</c>, <c>not_possible</c>, <c>failed</c>, <c>refused</c> (no key), <c>unreadable</c> or <c>throttled</c>.</summary>
    public const string CallOrders = "call_orders";

    /// <summary>How many dispositions the nightly reconciliation found that did not reach us, by <c>Platform</c>.</summary>
    public const string DispositionsMissing = "dispositions_missing";

    /// <summary>Count by <c>Result</c>: runs in a mailbox. <c>done</c>, <c>time_up</c> (the rest is left to the next) or <c>failed</c> (the mail server, the CRM or the state table is away, and the next begins with the same message).</summary>
    public const string MailRuns = "mail_runs";

    /// <summary>How many runs have failed one after the other, by <c>Mailbox</c>; 0 after one that did not. The largest of all mailboxes is the maximum.</summary>
    public const string MailRunsFailedInARow = "mail_runs_failed_in_a_row";

    /// <summary>How many campaigns and in-groups the nightly reconciliation found with calls of which none reached us, by <c>Platform</c>.</summary>
    public const string CallUrlsLost = "call_urls_lost";

    /// <summary>Count by <c>Result</c>: requests that bring leads: <c>queued</c>, <c>refused</c> (neither key nor signature), <c>unreadable</c>, <c>throttled</c> or <c>not_queued</c> (the sender repeats it).</summary>
    public const string LeadRequests = "lead_requests";

    /// <summary>Count by <c>Result</c>: leads on their way into the dialler: <c>injected</c>, <c>duplicate</c>, <c>do_not_call</c> or <c>failed</c> (a letter).</summary>
    public const string Leads = "leads";
}
