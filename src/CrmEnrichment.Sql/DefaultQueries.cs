namespace CrmEnrichment.Sql;

/// <summary>What is asked where no query is configured: the tables <c>customers</c> and <c>customer_accounts</c>.</summary>
/// <remarks>Of several accounts the one visited last comes first, since the first row of a customer counts.</remarks>
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

    /// <summary>PostgreSQL takes the id as what the column is, and refuses one that it cannot be.</summary>
    public const string ById = """
        SELECT c.*, ca.status, ca.last_visit
        FROM customers c
        LEFT JOIN customer_accounts ca ON ca.customer_id = c.id
        WHERE c.id = @id
        ORDER BY ca.last_visit IS NULL, ca.last_visit DESC
        LIMIT 100
        """;

    /// <summary>To MySQL, <c>'42abc'</c> equals the number 42: the second condition asks whether it is the same text.</summary>
    public const string ByIdInMySql = """
        SELECT c.*, ca.status, ca.last_visit
        FROM customers c
        LEFT JOIN customer_accounts ca ON ca.customer_id = c.id
        WHERE c.id = @id AND CAST(c.id AS CHAR) = @id
        ORDER BY ca.last_visit IS NULL, ca.last_visit DESC
        LIMIT 100
        """;
}
