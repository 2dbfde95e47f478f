using System.Text.Json;
using CrmEnrichment.Crm.Vtiger.Queries;
using CrmEnrichment.Crm.Vtiger.WebService;

namespace CrmEnrichment.Crm.Vtiger;

/// <summary>Searches in a way that an empty answer can be believed (<see cref="VtigerCanary"/>), and that the rows of a cut one are the newest.</summary>
internal sealed class VtigerSearch(string name, VtigerConnection connection, string changedAt)
{
    private readonly VtigerCanary _canary = new(name, connection);

    /// <returns>The rows that Vtiger finds, and the canary perhaps: at most <see cref="Vtql.MostRows"/>, of more the newest.</returns>
    /// <exception cref="Http.Upstreams.UpstreamException">Vtiger did not answer, or its database did not.</exception>
    public async Task<IReadOnlyList<JsonElement>> FindAsync(VtigerModule module, IReadOnlyList<string> fields, string digits, string afterForbidden, CancellationToken ct)
    {
        var rows = await _canary.AskAsync(module, canary => Vtql.Search(module, fields, digits, canary), afterForbidden, ct);
        return rows.Count < Vtql.MostRows
            ? rows
            : _canary.Believable(await connection.QueryAsync(Vtql.Search(module, fields, digits, canary: null, changedAt), afterForbidden, ct));
    }

    /// <summary>A search for nobody.</summary>
    /// <exception cref="Http.Upstreams.UpstreamException">A look-up would not be answered either.</exception>
    public async Task ProbeAsync(VtigerModule module, IReadOnlyList<string> fields, string digits, string afterForbidden, CancellationToken ct)
    {
        await _canary.PrepareAsync(module, afterForbidden, ct);
        await FindAsync(module, fields, digits, afterForbidden, ct);
    }
}
