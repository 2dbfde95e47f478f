namespace CrmEnrichment.Sql.Dispositions;

/// <summary>The statements when none is configured, on two columns of the table <c>customers</c> (docs/crm/sql.md, Dispositions).</summary>
internal static class DispositionStatements
{
    public const string Find = "SELECT id, do_not_contact FROM customers WHERE id = @id";

    /// <summary>In MySQL <c>'42abc'</c> equals the number 42: the second condition compares the text.</summary>
    public const string FindInMySql = "SELECT id, do_not_contact FROM customers WHERE id = @id AND CAST(id AS CHAR) = @id";

    public const string MarkDoNotContact = "UPDATE customers SET do_not_contact = TRUE WHERE id = @id";

    public const string SetStage = "UPDATE customers SET deal_stage = @stage WHERE id = @id";
}
