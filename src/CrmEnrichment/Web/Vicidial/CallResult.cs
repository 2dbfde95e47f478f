namespace CrmEnrichment.Web.Vicidial;

/// <summary>What became of a call of a call URL, in the words of the metric <c>call_urls</c>.</summary>
internal static class CallResult
{
    public const string Queued = "queued";

    /// <summary>Queued, too: it becomes a letter.</summary>
    public const string Unmapped = "unmapped";

    public const string MissingData = "missing_data";

    /// <summary>The URL holds the agent's password.</summary>
    public const string Password = "password";

    /// <summary>The wrong secret, or an address that is not allowed.</summary>
    public const string Refused = "refused";

    /// <summary>The queue did not take it. VICIdial does not send it again.</summary>
    public const string NotQueued = "not_queued";
}
