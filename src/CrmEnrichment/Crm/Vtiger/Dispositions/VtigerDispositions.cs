using CrmEnrichment.Crm.Dispositions;
using CrmEnrichment.Crm.Vtiger.Queries;
using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Crm.Vtiger.Dispositions;

/// <summary>The sales stage of a contact's or account's open opportunity, the status of a lead, and the checkbox that says that nobody contacts them again (docs/vicidial.md).</summary>
/// <param name="name">The source's configured name.</param>
/// <param name="options">Where things are written.</param>
/// <param name="modules">In which records are found.</param>
/// <param name="connection">Shared with the look-ups.</param>
/// <remarks>Records are found by queries with a canary: an empty answer is believed, and a lead that was converted is not taken for a lead, as <c>retrieve</c> would.</remarks>
internal sealed class VtigerDispositions(string name, VtigerDispositionOptions options, IReadOnlyList<string> modules, VtigerConnection connection) : ICrmDispositions
{
    private const string SalesStage = "sales_stage", LeadStatus = "leadstatus", IsTrue = "1";

    private readonly VtigerCanary _canary = new(name, connection);
    private readonly VtigerDispositionProbe _probe = new(name, options, modules, connection);

    public string Name => name;

    public async Task<DispositionRecord?> FindAsync(string id, CancellationToken ct)
    {
        if (VtigerRecordId.Parse(id) is not { } parts)
        {
            return null;
        }

        // A number belongs to one record only, of whatever module.
        foreach (var module in modules)
        {
            var prefix = await connection.IdPrefixAsync(module, Denied(module), ct);
            if ((parts.Prefix is null || string.Equals(parts.Prefix, prefix, StringComparison.Ordinal)) && await FindAsync(VtigerModule.Of(module), $"{prefix}x{parts.Number}", ct) is { } record)
            {
                return record;
            }
        }

        return null;
    }

    public async Task MarkDoNotContactAsync(DispositionRecord record, CancellationToken ct)
    {
        var module = await ModuleOfAsync(record, ct);
        if (options.FieldOf(module) is not { } field)
        {
            throw new UpstreamException(
                name, UpstreamFault.Rejected, $"{name}: no field of {module} is configured for the do-not-contact mark, and nothing was written. Create a checkbox, add it as {module}.NAME to Crm__Sources__N__Vtiger__Dispositions__DoNotContact, then replay the letter.");
        }

        if (!await ChangeAsync(module, record.Id, field, IsTrue, ct))
        {
            throw new UpstreamException(name, UpstreamFault.Rejected, $"{name}: the record was deleted before it got the do-not-contact mark.");
        }
    }

    /// <summary>A lead has none before it is converted.</summary>
    public async Task<string?> FindDealAsync(DispositionRecord record, CancellationToken ct)
    {
        if (LinkTo(await ModuleOfAsync(record, ct)) is not { } link)
        {
            return null;
        }

        var rows = await _canary.AskAsync(VtigerModule.Potentials, canary => Vtql.Potentials(link, SalesStage, record.Id, canary), Denied(VtigerModule.Potentials.Name), ct);
        return rows
            .Where(row => string.Equals(VtigerRecord.Text(row, link), record.Id, StringComparison.Ordinal)
                && !options.ClosedStages.Contains(VtigerRecord.Text(row, SalesStage) ?? "", StringComparer.OrdinalIgnoreCase))
            .Select(row => VtigerRecord.Text(row, "id")).FirstOrDefault(id => id is not null && VtigerRecordId.IsWhole(id));
    }

    public async Task<bool> SetStageAsync(DispositionRecord record, string? deal, DispositionStages stages, CancellationToken ct) =>
        await ModuleOfAsync(record, ct) is VtigerModule.Leads ? stages.Lead.Length > 0 && await ChangeAsync(VtigerModule.Leads, record.Id, LeadStatus, stages.Lead, ct)
        : deal is not null && await ChangeAsync(VtigerModule.Potentials.Name, deal, SalesStage, stages.Deal, ct);

    public Task ProbeAsync(CancellationToken ct) => _probe.ProbeAsync(ct);

    /// <summary>The field of opportunities with whose they are; null for leads.</summary>
    internal static string? LinkTo(string module) => module switch { VtigerModule.Contacts => "contact_id", VtigerModule.Accounts => "related_to", _ => null };

    internal static string Denied(string module) => $"The Vtiger user needs View and Edit on {module}. A stock 8.3.0 refuses every user who is no administrator (docs/crm/vtiger.md, Stock 8.3.0).";

    private async Task<DispositionRecord?> FindAsync(VtigerModule module, string id, CancellationToken ct)
    {
        var field = options.FieldOf(module.Name);
        string[] fields = field is null ? ["id"] : ["id", field];
        var rows = await _canary.AskAsync(module, canary => Vtql.ById(module, fields, id, canary), Denied(module.Name), ct);
        return rows.Where(row => string.Equals(VtigerRecord.Text(row, "id"), id, StringComparison.Ordinal))
            .Select(row => new DispositionRecord(id, field is not null && IsSet(VtigerRecord.Text(row, field)))).FirstOrDefault();
    }

    private async Task<string> ModuleOfAsync(DispositionRecord record, CancellationToken ct)
    {
        foreach (var module in modules)
        {
            if (string.Equals(await connection.IdPrefixAsync(module, Denied(module), ct), VtigerRecordId.Parse(record.Id)?.Prefix, StringComparison.Ordinal))
            {
                return module;
            }
        }

        throw new InvalidOperationException("The record is of no module in which records are found.");
    }

    /// <summary>Vtiger says success, too, where it ignores a field that the profile does not let us write: its answer shows what it stored.</summary>
    /// <returns>False when there is no such record any more.</returns>
    private async Task<bool> ChangeAsync(string module, string id, string field, string value, CancellationToken ct)
    {
        if (await connection.ReviseAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = id, [field] = value }, ct) is { } written)
        {
            var stored = VtigerRecord.Text(written, field);
            return string.Equals(stored, value, StringComparison.Ordinal) || (value is IsTrue && IsSet(stored))
                ? true
                : throw new UpstreamException(name, UpstreamFault.Rejected, $"{name}: Vtiger reports success, and has not stored {module}.{field}. Let the user's profile show the field and write it.");
        }

        return await connection.RetrieveAsync(id, ct) is null
            ? false
            : throw new UpstreamException(name, UpstreamFault.Forbidden, $"{name}: the Vtiger user may not change {module}. Grant it Edit on {module}, and share the records with it for reading and writing.");
    }

    private static bool IsSet(string? box) => box is IsTrue or "on" or "true" or "yes";
}
