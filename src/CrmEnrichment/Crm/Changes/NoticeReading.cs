namespace CrmEnrichment.Crm.Changes;

/// <summary>What became of reading a notice.</summary>
public abstract record NoticeReading
{
    private NoticeReading()
    {
    }

    /// <summary>It is authentic.</summary>
    /// <param name="Changes">The records that it tells of; none where it tells only of what we do not use.</param>
    /// <param name="Ignored">How many changes of other kinds of records it tells of.</param>
    public sealed record Told(IReadOnlyList<RecordChange> Changes, int Ignored = 0) : NoticeReading;

    /// <summary>It is not proved who sent it, or when.</summary>
    /// <param name="Why">For the log; nothing of the request stands in it.</param>
    public sealed record Refused(string Why) : NoticeReading;

    /// <summary>It is authentic, and has the wrong form.</summary>
    /// <param name="Field">The field at fault.</param>
    /// <param name="Fix">For the sender; nothing of the request stands in it.</param>
    public sealed record Unreadable(string Field, string Fix) : NoticeReading;
}

/// <summary>A record has changed, or is gone.</summary>
/// <param name="Id">As the source writes it.</param>
/// <param name="ChangedAt">Null where nobody says when.</param>
public sealed record RecordChange(string Id, DateTimeOffset? ChangedAt)
{
    /// <summary>Longer ones are refused. The longest of our CRMs is a text key of a database.</summary>
    internal const int LongestId = 128;

    internal static bool IsId(string text) => text.Length is > 0 and <= LongestId && !text.Any(char.IsControl);

    // The id may be whatever a database holds, such as a number: it stays out of the logs.
    public override string ToString() => "a record";
}
