using System.Globalization;
using System.Text;
using CrmEnrichment.Local;
using CrmEnrichment.Tests.Campaign.Journal;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>A real database, as the campaign fills it and counts what it was told.</summary>
internal sealed class JournalledDatabase(ISqlPeer peer) : JournalledCrm
{
    private const string Secret = "crm-enrichment/shop";

    /// <summary>Of the local cloud's own source. A database has none.</summary>
    private const string Url = "Crm__Sources__0__Url";

    private readonly StringBuilder _customers = new();

    /// <summary>They take the place of the local cloud's source.</summary>
    public static IReadOnlyDictionary<string, string> Settings(ISqlPeer peer, string doNothing) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Crm__Sources__0__Kind"] = "Sql",
        ["Crm__Sources__0__SecretId"] = Secret,
        ["Crm__Sources__0__Sql__Engine"] = $"{peer.Engine}",
        ["Crm__Sources__0__Sql__CaFile"] = peer.Authority,
        ["Crm__Sources__0__Sql__Journal__TaskInsert"] = $"INSERT INTO tasks (tracking_id, title) VALUES (@tracking_id, @title) {doNothing}",
        ["Crm__Sources__0__Sql__Journal__CustomerUpdate"] = "UPDATE customers SET contact_count = GREATEST(COALESCE(contact_count, 0), @count) WHERE id = @id",
    };

    public async Task<JournalledCrm> JoinAsync(EmbeddedCloud cloud)
    {
        cloud.Secrets.Set(Secret, peer.Secret("right-password"));
        foreach (var definition in new[] { cloud.LogInteraction, cloud.WriteJournalEntry, cloud.ReplayDeadLetters }.Select(function => function.Definition))
        {
            await cloud.Lambda.DefineAsync(definition with { Environment = definition.Environment.Where(variable => !string.Equals(variable.Key, Url, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal) });
        }

        return this;
    }

    public override string Put(int index, string number)
    {
        var id = index + 10;
        _customers.Append(CultureInfo.InvariantCulture, $"INSERT INTO customers (id, name, phone, contact_count) VALUES ({id}, 'Customer {index}', '{number}', 0);");
        return id.ToString(CultureInfo.InvariantCulture);
    }

    public override Task ReadyAsync() => peer.AsAdministratorAsync(_customers.ToString());

    public override async ValueTask<Told> ReadAsync()
    {
        var entries = await RowsAsync("SELECT tracking_id, customer_id, COALESCE(outcome, '') FROM interactions");
        var tasks = await RowsAsync("SELECT tracking_id, title FROM tasks");
        var counts = (await RowsAsync("SELECT id, contact_count FROM customers")).ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        return new(
            [.. entries.Select(row => (string.Join('\n', row), row[1] is "NULL" or "" ? null : row[1]))],
            [.. tasks.Select(row => row[0])],
            customer => counts.GetValueOrDefault(customer, "none"));
    }

    /// <summary>MariaDB's client divides columns by tabulators, PostgreSQL's by bars.</summary>
    private async Task<List<string[]>> RowsAsync(string query) =>
        [.. (await peer.AsAdministratorAsync(query)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split('\t', '|'))];
}
