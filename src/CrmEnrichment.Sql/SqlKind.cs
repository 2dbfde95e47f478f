using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Sql.Dispositions;
using CrmEnrichment.Sql.Engines;
using CrmEnrichment.Sql.Journal;

namespace CrmEnrichment.Sql;

/// <summary>Tables in MySQL, MariaDB or PostgreSQL (docs/crm/sql.md).</summary>
public sealed class SqlKind() : CrmKind("Sql")
{
    internal override UrlUse Url => UrlUse.None;

    internal override object ReadOwn(Settings source) => source.Nested(Name, SqlSourceOptions.Read);

    internal override CrmKindDefaults Defaults(object own) => SqlSourceOptions.Defaults;

    internal override bool KeepsDispositions => true;

    internal override CrmSystem Open(CrmSourceOptions source, CrmOpening opening)
    {
        IEngine engine = source.Of<SqlSourceOptions>().Engine is SqlEngine.PostgreSql ? new PostgreSqlEngine() : new MySqlEngine();
        var runner = new StatementRunner(source, new Database(source, engine, opening.Secrets, opening.Clients), engine, opening.Clients);
        var records = new SqlRecords(runner, source.Of<SqlSourceOptions>().Engine);
        return new(new SqlCustomerSource(source, runner, engine, opening.Numbers, opening.Clients))
        {
            Journal = new SqlJournal(source, records),
            Dispositions = new SqlDispositions(source, runner, records),
        };
    }
}

public static class SqlFeature
{
    /// <summary>Makes the kind Sql known, with the drivers that it needs.</summary>
    public static FeatureSetup AddSql(this FeatureSetup setup) => setup.AddCrmKind(new SqlKind());
}
