using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Sql.Journal;

/// <summary>Runs the journal's statements.</summary>
internal sealed class SqlRecords(StatementRunner runner, SqlEngine engine)
{
    private static readonly HashSet<string> s_times = new(StringComparer.Ordinal) { "@started_at", "@ended_at", "@due_at", "@at" };

    /// <returns>How many rows were inserted, or found by an update.</returns>
    public async Task<int> WriteAsync(string statement, IEnumerable<string> parameters, IReadOnlyDictionary<string, string> members, CancellationToken ct) =>
        int.Parse(await runner.RunAsync(statement, Bound(parameters, members), ChangedAsync, static _ => null, ct), CultureInfo.InvariantCulture);

    /// <returns>The first row: columns that have a value, as text; null for no row.</returns>
    public async Task<IReadOnlyDictionary<string, string>?> ReadAsync(string statement, IEnumerable<string> parameters, IReadOnlyDictionary<string, string> members, CancellationToken ct) =>
        await runner.RunAsync(statement, Bound(parameters, members), FirstAsync, static _ => null, ct) is { Count: > 0 } row ? row : null;

    /// <summary>Lets the database plan a statement, which checks tables, columns and rights, and carries nothing out.</summary>
    public Task PlanAsync(string statement, IEnumerable<string> parameters, IReadOnlyDictionary<string, string> members, CancellationToken ct) =>
        runner.RunAsync($"EXPLAIN {statement}", Bound(parameters, members), ChangedAsync, static _ => null, ct);

    private List<(string, string?)> Bound(IEnumerable<string> parameters, IReadOnlyDictionary<string, string> members) =>
        [.. parameters.Select(parameter => (parameter, members.TryGetValue(parameter[1..], out var text) ? s_times.Contains(parameter) ? Time(text) : text : null))];

    /// <summary>The session of MySQL is in UTC, and it takes no <c>Z</c>; that of PostgreSQL may be anywhere.</summary>
    private string Time(string iso) => $"{iso.Replace('T', ' ').TrimEnd('Z')}{(engine is SqlEngine.PostgreSql ? "+00" : "")}";

    private static async Task<string> ChangedAsync(DbDataReader rows, CancellationToken ct)
    {
        while (await rows.ReadAsync(ct) || await rows.NextResultAsync(ct))
        {
            // The number of changed rows is known at the end.
        }

        return rows.RecordsAffected.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<Dictionary<string, string>> FirstAsync(DbDataReader rows, CancellationToken ct)
    {
        var row = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (await rows.ReadAsync(ct))
        {
            for (var i = 0; i < rows.FieldCount; i++)
            {
                if (Text(rows, i) is { Length: > 0 } text)
                {
                    row[rows.GetName(i)] = text;
                }
            }
        }

        return row;
    }

    private static string? Text(DbDataReader rows, int column) => ColumnValue.ToJson(rows.GetValue(column), rows.GetDataTypeName(column)) switch
    {
        { ValueKind: JsonValueKind.String } value => value.TryText(out var text) ? text : null,
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
        _ => null,
    };
}
