using System.Data.Common;
using CrmEnrichment.Crm;

namespace CrmEnrichment.Sql.Engines;

/// <summary>One kind of database: how to connect, how to query, and what its errors mean.</summary>
internal interface IEngine
{
    /// <summary>Finds a customer by <c>@id</c> when no query is configured.</summary>
    string CustomerQuery { get; }

    /// <summary>Whether a statement must be prepared. Otherwise the driver writes the values into its text.</summary>
    bool MustPrepare { get; }

    /// <summary>A pool of connections; nothing is sent before the first is opened.</summary>
    DbDataSource Open(DatabaseLogin login, CrmSourceOptions source);

    /// <summary>Sets a parameter; the column that it is compared with may have any type.</summary>
    void Bind(DbCommand command, string name, string? value);

    /// <returns>Null for an exception that comes neither from the database nor from the connection.</returns>
    Refusal? Read(Exception exception);
}
