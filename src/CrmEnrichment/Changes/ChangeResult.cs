namespace CrmEnrichment.Changes;

/// <summary>What became of a notice or a poll, in the words of the metric <c>crm_change_notices</c>.</summary>
public static class ChangeResult
{
    public const string Done = "done";

    /// <summary>It is not proved who sent it, or when.</summary>
    public const string Refused = "refused";

    public const string Unreadable = "unreadable";

    /// <summary>It comes again.</summary>
    public const string Failed = "failed";
}
