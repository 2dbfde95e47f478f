using System.Globalization;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;

namespace CrmEnrichment.Platforms.Vicidial.Api.Reports;

/// <summary>Calls, recordings and campaigns, by VICIdial's Non-Agent API. Days and times are those of VICIdial's server.</summary>
internal sealed class VicidialReports(VicidialConnection api)
{
    private const string Reads = "level 7 and 'View Reports'";

    /// <summary>Needs no login, so it proves none.</summary>
    public async Task<VicidialVersion> VersionAsync(CancellationToken ct) =>
        VicidialVersion.Read((await api.AskAsync("version", "nothing", [], ct)).Text) ?? throw VicidialConnection.Unreadable("version");

    public Task<IReadOnlyList<RecordingRow>> RecordingsOfLeadAsync(string leadId, DateOnly? day, CancellationToken ct) =>
        RecordingsAsync([("lead_id", leadId), ("date", day is { } date ? Day(date) : null)], ct);

    /// <returns>At most 100,000.</returns>
    public Task<IReadOnlyList<RecordingRow>> RecordingsOfAgentAsync(string agent, DateOnly day, CancellationToken ct) =>
        RecordingsAsync([("agent_user", agent), ("date", Day(day))], ct);

    /// <remarks>The log has no index by number: for few numbers only.</remarks>
    public Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> CallsOfNumberAsync(string national, CancellationToken ct) =>
        TableAsync("phone_number_log", Reads, [("phone_number", national), ("type", "ALL")], ct);

    /// <returns>Null for a call that is not known.</returns>
    public async Task<IReadOnlyDictionary<string, string>?> CallAsync(string callId, CancellationToken ct) =>
        await TableAsync("callid_info", Reads, [("call_id", callId), ("detail", "YES")], ct) is [var call, ..] ? call : null;

    /// <summary>How many calls each agent had, and how long.</summary>
    public Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> AgentsAsync(DateTime from, DateTime to, CancellationToken ct) =>
        TableAsync("agent_stats_export", Reads, [("datetime_start", Time(from)), ("datetime_end", Time(to)), ("time_format", "S"), ("group_by_campaign", "YES")], ct);

    public async Task<IReadOnlyList<CampaignRow>> CampaignsAsync(CancellationToken ct) => [.. (await TableAsync("campaigns_list", Reads, [], ct))
        .Where(row => row.Text("campaign_id") is not null)
        .Select(row => new CampaignRow(
            row.Text("campaign_id")!,
            row.Text("campaign_name") ?? "",
            string.Equals(row.Text("active"), "Y", StringComparison.OrdinalIgnoreCase),
            (row.Text("dial_statuses") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    /// <summary>Calls of one day by campaign and in-group.</summary>
    public async Task<IReadOnlyList<CallCounts>> CountsAsync(DateOnly day, CancellationToken ct)
    {
        var answer = await api.AskAsync("call_status_stats", "level 8 and 'View Reports'", [("campaigns", "ALLCAMPAIGNS"), ("query_date", Day(day))], ct);
        return Refused(answer) ?? [.. answer.Rows.Select(CallCounts.Read).OfType<CallCounts>()];

        static IReadOnlyList<CallCounts>? Refused(VicidialAnswer answer) => IsNothing(answer, "call_status_stats") ? [] : null;
    }

    /// <summary>Calls of some days by campaign and outcome: a row for each campaign, a column for each code.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> OutcomesAsync(IReadOnlyList<string> campaigns, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var answer = await api.AskAsync("call_dispo_report", "level 9 and 'View Reports'", [
            ("campaigns", string.Join('-', campaigns)), ("query_date", Day(from)), ("end_date", Day(to)), ("status_breakdown", "1"),
        ], ct);
        return IsNothing(answer, "call_dispo_report") ? [] : VicidialTable.Read(answer, ',');
    }

    /// <summary>Sets the Dispo Call URL of a campaign. Versions before 2022 have nothing to change then.</summary>
    public async Task<VicidialResult<string>> SetDispoCallUrlAsync(string campaign, string url, CancellationToken ct)
    {
        var answer = await api.DoAsync("update_campaign", "level 8 and 'Modify Campaigns'", [("campaign_id", campaign), ("dispo_call_url", url)], ct);
        return answer.Success("CAMPAIGN HAS BEEN UPDATED") is not null ? campaign : VicidialResult.Refused<string>(answer, "update_campaign");
    }

    private async Task<IReadOnlyList<RecordingRow>> RecordingsAsync(IReadOnlyList<(string Name, string? Value)> search, CancellationToken ct) =>
        [.. (await TableAsync("recording_lookup", Reads, [.. search, ("duration", "Y")], ct)).Select(RecordingRow.Read).OfType<RecordingRow>()];

    private async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> TableAsync(string function, string right, IReadOnlyList<(string Name, string? Value)> search, CancellationToken ct)
    {
        var answer = await api.AskAsync(function, right, [.. search, ("stage", "pipe"), ("header", "YES")], ct);
        return IsNothing(answer, function) ? [] : VicidialTable.Read(answer);
    }

    /// <exception cref="UpstreamException">Something else was wrong than that there is nothing.</exception>
    private static bool IsNothing(VicidialAnswer answer, string function) => answer.Error is { } error
        && (RefusalWords.Read(error) is VicidialRefusal.NothingFound or VicidialRefusal.NoSuchCampaign
            ? true
            : throw new UpstreamException(VicidialConnection.Name, UpstreamFault.Rejected, $"{VicidialConnection.Name}: {function} was refused: {RefusalWords.Read(error)}."));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <remarks>A plus stands for the space, in a form too.</remarks>
    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd+HH:mm:ss", CultureInfo.InvariantCulture);
}
