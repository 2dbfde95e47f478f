using System.Collections.Concurrent;
using System.Text.Json;
using CrmEnrichment.Crm.Vtiger.WebService;

namespace CrmEnrichment.Crm.Vtiger;

/// <summary>Searches in a way that an empty answer can be believed, and that the rows of a cut one are the newest.</summary>
/// <remarks>
/// Vtiger answers success and no rows when its database did not run a query, as when it killed a statement that took too long. So a search also
/// asks for a record that is known to exist, the canary: an answer without a row is a query that failed. Any row of an earlier answer is a canary.
/// </remarks>
internal sealed class VtigerSearch(string name, VtigerConnection connection, string changedAt)
{
    private readonly ConcurrentDictionary<string, string> _canaries = new(StringComparer.Ordinal);

    /// <returns>The rows that Vtiger finds, and the canary perhaps: at most <see cref="Vtql.MostRows"/>, of more the newest.</returns>
    /// <exception cref="Http.Upstreams.UpstreamException">Vtiger did not answer, or its database did not.</exception>
    public async Task<IReadOnlyList<JsonElement>> FindAsync(VtigerModule module, IReadOnlyList<string> fields, string digits, string afterForbidden, CancellationToken ct)
    {
        var rows = await AskAsync(_canaries.GetValueOrDefault(module.Name), newestBy: null);
        if (rows.Count == 0)
        {
            // Nobody, a failed query, or a canary that was deleted.
            if (await AnyAsync(module, afterForbidden, ct) is not { } canary)
            {
                return [];
            }

            rows = Believable(await AskAsync(canary, newestBy: null));
        }

        if (rows.Count >= Vtql.MostRows)
        {
            rows = Believable(await AskAsync(canary: null, changedAt));
        }

        Keep(module, rows);
        return rows;

        Task<IReadOnlyList<JsonElement>> AskAsync(string? canary, string? newestBy) =>
            connection.QueryAsync(Vtql.Search(module, fields, digits, canary, newestBy), afterForbidden, ct);
    }

    /// <summary>A search for nobody: with a canary from the beginning, so that there is one search and not two.</summary>
    /// <exception cref="Http.Upstreams.UpstreamException">A look-up would not be answered either.</exception>
    public async Task ProbeAsync(VtigerModule module, IReadOnlyList<string> fields, string digits, string afterForbidden, CancellationToken ct)
    {
        if (!_canaries.ContainsKey(module.Name))
        {
            await AnyAsync(module, afterForbidden, ct);
        }

        await FindAsync(module, fields, digits, afterForbidden, ct);
    }

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

    private IReadOnlyList<JsonElement> Believable(IReadOnlyList<JsonElement> rows) => rows.Count > 0
        ? rows
        : throw VtigerAnswer.Unreadable(name, "answered a search without the record that has to be in it: its database did not run the query. Look at the database's log, and at its limits such as max_statement_time");
}
