namespace CrmEnrichment.Sql;

/// <summary>The queries when none is configured, on the tables <c>customers</c> and <c>customer_accounts</c>.</summary>
/// <remarks>The account with the latest visit comes first, because the first row of a customer counts.</remarks>
internal static class DefaultQueries
{
    public const string ByPhone = """
        SELECT c.*, ca.status, ca.last_visit
        FROM customers c
        LEFT JOIN customer_accounts ca ON ca.customer_id = c.id
        WHERE c.phone IN (@phone, @digits, @dialled, @national) OR c.mobile IN (@phone, @digits, @dialled, @national)
        ORDER BY ca.last_visit IS NULL, ca.last_visit DESC
        LIMIT 100
        """;

    /// <summary>PostgreSQL converts the id to the type of the column, and refuses one that it cannot convert.</summary>
    public const string ById = """
        SELECT c.*, ca.status, ca.last_visit
        FROM customers c
        LEFT JOIN customer_accounts ca ON ca.customer_id = c.id
        WHERE c.id = @id
        ORDER BY ca.last_visit IS NULL, ca.last_visit DESC
        LIMIT 100
        """;

    /// <summary>In MySQL <c>'42abc'</c> equals the number 42: the second condition compares the text.</summary>
    public const string ByIdInMySql = """
        SELECT c.*, ca.status, ca.last_visit
        FROM customers c
        LEFT JOIN customer_accounts ca ON ca.customer_id = c.id
        WHERE c.id = @id AND CAST(c.id AS CHAR) = @id
        ORDER BY ca.last_visit IS NULL, ca.last_visit DESC
        LIMIT 100
        """;
}
