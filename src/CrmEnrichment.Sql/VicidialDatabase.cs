using System.Data.Common;
using CrmEnrichment.Crm;
using CrmEnrichment.Dispositions.PreLaunch;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Sql.Engines;

namespace CrmEnrichment.Sql;

/// <summary>Read access to VICIdial's own database, a MySQL or MariaDB: three tables, SELECT only.</summary>
public sealed class VicidialDatabase : ICallUrlColumns
{
    /// <summary>In messages.</summary>
    public const string Name = "Vicidial database";

    /// <summary>Stands in the column of a campaign that has several URLs.</summary>
    private const string Several = "ALT";

    private const string Groups =
        "SELECT campaign_id, active, IFNULL(dispo_call_url, '') FROM vicidial_campaigns "
        + "UNION ALL SELECT group_id, active, IFNULL(dispo_call_url, '') FROM vicidial_inbound_groups LIMIT 10000";

    private const string Alternates = "SELECT campaign_id, active, IFNULL(url_address, '') FROM vicidial_url_multi WHERE url_type = 'dispo' AND active = 'Y' LIMIT 10000";

    private readonly StatementRunner _runner;

    private VicidialDatabase(StatementRunner runner) => _runner = runner;

    /// <param name="secretId">Of a secret with the members that AWS uses for RDS.</param>
    /// <param name="tls">What is asked of the connection.</param>
    /// <param name="caFile">PEM file with the authorities that are trusted in place of the system's; empty for the system's.</param>
    /// <param name="secrets">Has the secret.</param>
    /// <param name="clients">Time, retries and logs.</param>
    public static VicidialDatabase Open(string secretId, SqlTls tls, string caFile, ISecrets secrets, UpstreamClients clients)
    {
        var engine = new MySqlEngine();
        var source = new CrmSourceOptions { Name = Name, Kind = new SqlKind(), SecretId = secretId, TimeoutMs = 3000, Own = new SqlSourceOptions { Tls = tls, CaFile = caFile, MaxConnections = 1 } };
        return new(new StatementRunner(source, new Database(source, engine, secrets, clients), engine, clients));
    }

    public async Task<IReadOnlyList<CallUrlColumns>> ReadAsync(CancellationToken ct)
    {
        var groups = await RowsAsync(Groups, ct);
        var alternates = groups.Exists(group => IsSeveral(group.Url)) ? (await RowsAsync(Alternates, ct)).ToLookup(row => row.Group, row => row.Url, StringComparer.OrdinalIgnoreCase) : null;
        return [.. groups.Select(group => new CallUrlColumns(group.Group, group.IsActive, IsSeveral(group.Url) ? [.. alternates![group.Group].Where(url => url.Length > 0)] : group.Url.Length > 0 ? [group.Url] : []))];
    }

    private static bool IsSeveral(string url) => string.Equals(url, Several, StringComparison.OrdinalIgnoreCase);

    private Task<List<Row>> RowsAsync(string statement, CancellationToken ct) => _runner.RunAsync(statement, [], ReadAsync, _ => null, ct);

    private static async Task<List<Row>> ReadAsync(DbDataReader reader, CancellationToken ct)
    {
        var rows = new List<Row>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new(reader.GetString(0), reader.GetString(1) is "Y", reader.GetString(2).Trim()));
        }

        return rows;
    }

    private sealed record Row(string Group, bool IsActive, string Url);
}
