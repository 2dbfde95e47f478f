namespace CrmEnrichment.Cli.Leads;

/// <summary>What became of one row: a line of the progress file and of the report.</summary>
/// <param name="Row">Its number.</param>
/// <param name="Hash">Of its cells.</param>
/// <param name="Id">The record's in the CRM; null where the row has none.</param>
/// <param name="Outcome">As the function calls it, or <see cref="Begun"/>.</param>
/// <param name="Message">What is wrong, and the fix; no number and no name.</param>
internal sealed record RowResult(int Row, string Hash, string? Id, string Outcome, string? Message)
{
    /// <summary>Written before VICIdial is asked: whoever goes on after a crash must know that the row may be done.</summary>
    public const string Begun = "begun";

    /// <summary>Of a dry run: it would be sent.</summary>
    public const string WouldBeSent = "WouldBeSent";

    /// <summary>The row has another form than the first one, or a value in it is wrong.</summary>
    public const string Invalid = "Invalid";

    // An id may be whatever a database holds.
    public override string ToString() => $"row {Row}: {Outcome}";
}
