using System.Collections.Concurrent;
using System.Text.Json;
using CrmEnrichment.Crm.Vtiger.WebService;

namespace CrmEnrichment.Crm.Vtiger.Queries;

/// <summary>Asks in a way that an empty answer can be believed.</summary>
/// <remarks>
/// Vtiger answers success and no rows when its database did not run a query, as when it killed a statement that took too long. So a query also
/// asks for a record that is known to exist, the canary: an answer without a row is a query that failed. Any row of an earlier answer is a canary.
/// </remarks>
internal sealed class VtigerCanary(string name, VtigerConnection connection)
{
    private readonly ConcurrentDictionary<string, string> _canaries = new(StringComparer.Ordinal);

    /// <param name="module">What is asked.</param>
    /// <param name="query">The query, with the canary's id; null for none.</param>
    /// <param name="afterForbidden">What to do about a refusal.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>The rows, and the canary perhaps.</returns>
    /// <exception cref="Http.Upstreams.UpstreamException">Vtiger did not answer, or its database did not.</exception>
    public async Task<IReadOnlyList<JsonElement>> AskAsync(VtigerModule module, Func<string?, string> query, string afterForbidden, CancellationToken ct)
    {
        var rows = await connection.QueryAsync(query(_canaries.GetValueOrDefault(module.Name)), afterForbidden, ct);
        if (rows.Count == 0)
        {
            // Nobody, a failed query, or a canary that was deleted.
            if (await AnyAsync(module, afterForbidden, ct) is not { } canary)
            {
                return [];
            }

            rows = Believable(await connection.QueryAsync(query(canary), afterForbidden, ct));
        }

        Keep(module, rows);
        return rows;
    }

    /// <summary>With a canary from the beginning there is one query and not two.</summary>
    public Task PrepareAsync(VtigerModule module, string afterForbidden, CancellationToken ct) =>
        _canaries.ContainsKey(module.Name) ? Task.CompletedTask : AnyAsync(module, afterForbidden, ct);

    /// <summary>Of a query that has to have a row.</summary>
    public IReadOnlyList<JsonElement> Believable(IReadOnlyList<JsonElement> rows) => rows.Count > 0
        ? rows
        : throw VtigerAnswer.Unreadable(name, "answered a search without the record that has to be in it: its database did not run the query. Look at the database's log, and at its limits such as max_statement_time");

    /// <returns>Null for a module in which the user sees no record, so that nobody can be found there.</returns>
    private async Task<string?> AnyAsync(VtigerModule module, string afterForbidden, CancellationToken ct)
    {
        _canaries.TryRemove(module.Name, out _);
        Keep(module, await connection.QueryAsync(Vtql.Any(module), afterForbidden, ct));
        return _canaries.GetValueOrDefault(module.Name);
    }

    private void Keep(VtigerModule module, IReadOnlyList<JsonElement> rows)
    {
        if (rows.Count > 0 && VtigerRecord.Text(rows[0], "id") is { } id && VtigerRecordId.IsWhole(id))
        {
            _canaries[module.Name] = id;
        }
    }
}
