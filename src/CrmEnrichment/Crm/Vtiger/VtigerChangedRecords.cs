using System.Globalization;
using CrmEnrichment.Crm.Changes;
using CrmEnrichment.Crm.Vtiger.Queries;
using CrmEnrichment.Crm.Vtiger.WebService;

namespace CrmEnrichment.Crm.Vtiger;

/// <summary>What has changed, by the time of its last change: Vtiger tells nobody. One query for each module. A deletion does not show.</summary>
internal sealed class VtigerChangedRecords(CrmSourceOptions options, VtigerConnection connection) : IChangedRecords
{
    private const string ChangedAt = "modifiedtime";

    private readonly VtigerCanary _canary = new(options.Name, connection);

    public IReadOnlyList<string> Parts => options.Of<VtigerOptions>().Modules;

    public async Task<ChangedRecords> ReadAsync(string part, DateTimeOffset since, CancellationToken ct)
    {
        var module = VtigerModule.Of(part);
        var rows = await _canary.AskAsync(module, canary => Vtql.Changed(module, ChangedAt, since, canary), Right(module), ct);
        var changes = rows.Select(row => new RecordChange(VtigerRecord.Text(row, "id") ?? "", Time(VtigerRecord.Text(row, ChangedAt))));

        // The canary is older, and an id becomes part of a request.
        return new([.. changes.Where(change => change.ChangedAt >= since && VtigerRecordId.IsWhole(change.Id))], rows.Count >= Vtql.MostRows);
    }

    /// <summary>Times are UTC, whatever time zone the user has.</summary>
    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(text, Vtql.TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string Right(VtigerModule module) =>
        $"Check the profile of the Vtiger user: it needs View on {module.Name}, and may not hide {ChangedAt} there. Or leave {module.Name} out of Crm__Sources__N__Vtiger__Modules.";
}
