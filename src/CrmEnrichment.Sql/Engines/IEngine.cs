using System.Data.Common;
using CrmEnrichment.Crm;

namespace CrmEnrichment.Sql.Engines;

/// <summary>One make of database: how to connect, how to ask, and what its refusals mean.</summary>
internal interface IEngine
{
    /// <summary>Finds a customer by <c>@id</c>, where no query is configured.</summary>
    string CustomerQuery { get; }

    /// <summary>Whether the driver would write values into the statement, were it not prepared first.</summary>
    bool MustPrepare { get; }

    /// <summary>A pool of connections; nothing is sent before the first is opened.</summary>
    DbDataSource Open(DatabaseLogin login, CrmSourceOptions source);

    /// <summary>A value that takes the place of a name, whatever the type of the column that it is compared with.</summary>
    void Bind(DbCommand command, string name, string? value);

    /// <returns>Null for what does not come from the database or the way to it.</returns>
    Refusal? Read(Exception exception);
}
