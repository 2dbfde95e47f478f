using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Sql.Dispositions;
using CrmEnrichment.Sql.Journal;
using CrmEnrichment.Sql.Statements;

namespace CrmEnrichment.Sql;

/// <summary>What a source of the kind Sql has beside what all have: <c>Crm:Sources:N:Sql</c>.</summary>
public sealed class SqlSourceOptions
{
    /// <summary>The spellings of a number that a query can compare with.</summary>
    internal static readonly string[] PhoneParameters = ["@phone", "@digits", "@dialled", "@national"];

    internal static readonly string[] CustomerParameters = ["@id"];

    /// <summary>Columns of the tables <c>customers</c> and <c>customer_accounts</c>.</summary>
    internal static CrmKindDefaults Defaults { get; } = new(
        """{"host": …, "port": …, "username": …, "password": …, "dbname": …}""",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["crmAccountId"] = "id",
            ["name"] = "name",
            ["accountStatus"] = "status",
            ["lastVisit"] = "last_visit",
        },
        "updated_at");

    /// <summary>Whose SQL it is.</summary>
    public SqlEngine Engine { get; init; }

    /// <summary>One statement that finds a customer by <c>@id</c>; empty for the one over <c>customers</c> and <c>customer_accounts</c>.</summary>
    public string CustomerQuery { get; init; } = "";

    /// <summary>One statement that finds customers by <c>@phone</c>, <c>@digits</c>, <c>@dialled</c> or <c>@national</c>; empty for the one over the same tables.</summary>
    public string PhoneQuery { get; init; } = "";

    /// <summary>Column in which rows of one customer agree: of several such rows the first one counts.</summary>
    public string IdColumn { get; init; } = "id";

    /// <summary>What is asked of the connection.</summary>
    public SqlTls Tls { get; init; }

    /// <summary>PEM file with the authorities that are trusted in place of the system's; empty for the system's.</summary>
    public string CaFile { get; init; } = "";

    /// <summary>How many connections one execution environment may hold.</summary>
    public int MaxConnections { get; init; } = 4;

    /// <summary>Statements that tell the database what happened.</summary>
    public SqlJournalOptions Journal { get; init; } = new();

    /// <summary>Statements that put the outcome of a call into the database.</summary>
    public SqlDispositionOptions Dispositions { get; init; } = new();

    internal static SqlSourceOptions Read(Settings settings)
    {
        var engine = settings.Choice(nameof(Engine), SqlEngine.MySql);
        return new()
        {
            Engine = engine,
            CustomerQuery = SqlStatement.Read(settings, nameof(CustomerQuery), engine, CustomerParameters),
            PhoneQuery = SqlStatement.Read(settings, nameof(PhoneQuery), engine, PhoneParameters),
            IdColumn = settings.Text(nameof(IdColumn), "name a column of the queries", "id"),
            Tls = settings.Choice(nameof(Tls), SqlTls.VerifyFull),
            CaFile = settings.Text(nameof(CaFile), "name a PEM file", ""),
            MaxConnections = settings.Number(nameof(MaxConnections), 4, 1, 100),
            Journal = settings.Nested(nameof(Journal), journal => SqlJournalOptions.Read(journal, engine)),
            Dispositions = settings.Nested(nameof(Dispositions), dispositions => SqlDispositionOptions.Read(dispositions, engine)),
        };
    }
}
