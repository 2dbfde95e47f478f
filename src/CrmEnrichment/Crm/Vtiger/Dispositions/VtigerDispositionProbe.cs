using CrmEnrichment.Crm.Vtiger.Queries;
using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Vtiger.Dispositions;

/// <summary>Compares what is read and written with what Vtiger describes: a hidden field denies a whole query, and a write to one that may not be changed is ignored. Nothing is written.</summary>
internal sealed class VtigerDispositionProbe(string name, VtigerDispositionOptions options, IReadOnlyList<string> modules, VtigerConnection connection)
{
    public async Task ProbeAsync(CancellationToken ct)
    {
        foreach (var module in modules)
        {
            string?[] written = [options.FieldOf(module), module is VtigerModule.Leads ? "leadstatus" : null];
            await CheckAsync(module, [], [.. written.OfType<string>()], ct);
        }

        string[] links = [.. modules.Select(VtigerDispositions.LinkTo).OfType<string>()];
        if (links.Length > 0)
        {
            var potentials = VtigerModule.Potentials;
            await CheckAsync(potentials.Name, [.. links, "modifiedtime"], ["sales_stage"], ct);
            await connection.QueryAsync(Vtql.Any(potentials), VtigerDispositions.Denied(potentials.Name), ct);
        }
    }

    private async Task CheckAsync(string module, string[] read, string[] written, CancellationToken ct)
    {
        if ((await connection.DescribeAsync(module, VtigerDispositions.Denied(module), ct)).Fields is not { } fields)
        {
            return;
        }

        List<string> wrong = [.. read.Where(field => !fields.ContainsKey(field)), .. written.Where(field => fields.GetValueOrDefault(field) is not { Editable: true })];
        if (wrong.Count > 0)
        {
            throw new UpstreamException(
                name, UpstreamFault.Forbidden, $"{name}: dispositions cannot be written: the Vtiger user cannot see or change {string.Join(", ", wrong.Select(field => $"{module}.{field}"))}. Let the user's profile show these fields and write them, or correct Crm__Sources__N__Vtiger__Dispositions__DoNotContact.");
        }
    }
}
