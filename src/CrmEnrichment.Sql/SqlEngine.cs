namespace CrmEnrichment.Sql;

/// <summary>Whose SQL it is.</summary>
public enum SqlEngine
{
    /// <summary>MySQL 5.7.8 and later, MariaDB 10.2 and later, and what speaks their protocol (Aurora, RDS Proxy).</summary>
    MySql,

    /// <summary>PostgreSQL and what speaks its protocol.</summary>
    PostgreSql,
}
