using System.Text.Json;
using System.Text.RegularExpressions;
using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Vtiger.Journal;

/// <summary>Finds the record that holds a tracking id, in a way that an empty answer can be believed.</summary>
/// <remarks>Vtiger answers success and no rows when its database did not run a query: so each search also asks for a record that exists (docs/crm/vtiger.md).</remarks>
internal sealed partial class VtigerTracking(string name, VtigerConnection connection)
{
    /// <returns>Null when the user sees no such record.</returns>
    /// <exception cref="UpstreamException">Vtiger did not answer, or its database did not.</exception>
    public async Task<JsonElement?> FindAsync(string module, string field, string trackingId, string afterForbidden, CancellationToken ct)
    {
        // It becomes part of a query, in which nothing protects.
        if (!Literal.IsMatch(trackingId))
        {
            throw new UpstreamException(name, UpstreamFault.Rejected, $"{name}: a tracking id with other characters than letters, digits, dots, dashes and underscores cannot be searched in Vtiger.");
        }

        var any = await connection.QueryAsync($"SELECT id FROM {module} LIMIT 1;", afterForbidden, ct);
        if (any.Count == 0 || VtigerRecord.Text(any[0], "id") is not { } canary || !VtigerRecordId.IsWhole(canary))
        {
            return null;
        }

        var rows = await connection.QueryAsync($"SELECT * FROM {module} WHERE {field}='{trackingId}' OR id='{canary}';", afterForbidden, ct);
        if (rows.Count == 0)
        {
            throw VtigerAnswer.Unreadable(name, "answered a search without the record that has to be in it: its database did not run the query. Look at the database's log, and at its limits such as max_statement_time");
        }

        return rows.Where(row => string.Equals(VtigerRecord.Text(row, field), trackingId, StringComparison.Ordinal)).Select(row => (JsonElement?)row).FirstOrDefault();
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,150}\z", RegexOptions.None, 10_000)]
    private static partial Regex Literal { get; }
}
