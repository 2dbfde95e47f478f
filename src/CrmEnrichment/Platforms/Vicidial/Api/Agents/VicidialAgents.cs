using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;

namespace CrmEnrichment.Platforms.Vicidial.Api.Agents;

/// <summary>What agents do, by the Agent API; and whether they do it, by the Non-Agent API.</summary>
/// <remarks>A success of the Agent API means that a flag was set which the agent's browser reads within a second: only <see cref="StatusAsync"/> tells what came of it.</remarks>
internal sealed class VicidialAgents(VicidialConnection agentApi, VicidialConnection nonAgentApi)
{
    private const string Right = "level 1 and 'Agent API Access'";

    /// <summary>Asks about a recording of nobody: proves the login and its access to the Agent API.</summary>
    /// <exception cref="UpstreamException">It is refused.</exception>
    public Task ProbeAsync(CancellationToken ct) => RecordingAsync("ce-nobody", "STATUS", suffix: null, ct);

    public async Task<VicidialResult<AgentStatus>> StatusAsync(string agent, CancellationToken ct)
    {
        var answer = await nonAgentApi.AskAsync("agent_status", "level 7 and 'View Reports'", [("agent_user", agent), ("header", "YES")], ct);
        if (answer.Error is { } error)
        {
            return RefusalWords.Read(error);
        }

        return VicidialTable.Read(answer) is [var row, ..] && row.Text("status") is { } status
            ? new AgentStatus(
                status,
                row.Text("call_id"),
                row.Text("lead_id") is { } lead and not "0" ? lead : null,
                row.Text("campaign_id") ?? "",
                row.Text("real_time_sub_status"),
                row.Text("phone_number"),
                row.Text("vendor_lead_code"))
            : throw VicidialConnection.Unreadable("agent_status");
    }

    /// <returns>Who is logged in, with the lead on each screen; agents without one are left out.</returns>
    public async Task<IReadOnlyList<AgentScreen>> ScreensAsync(CancellationToken ct)
    {
        var answer = await nonAgentApi.AskAsync("logged_in_agents", "level 7 and 'View Reports'", [("header", "YES")], ct);
        return [.. VicidialTable.Read(answer)
            .Where(row => row.Text("user") is not null && row.Text("lead_id") is not (null or "0"))
            .Select(row => new AgentScreen(row.Text("user")!, row.Text("lead_id")!))];
    }

    /// <returns>The agent, whose browser now places the call.</returns>
    public Task<VicidialResult<string>> DialAsync(string agent, DialRequest dial, CancellationToken ct) => SetAsync("external_dial", agent, [
        ("value", dial.National),
        ("phone_code", dial.PhoneCode),
        ("lead_id", dial.LeadId),
        ("vendor_id", dial.VendorCode),
        ("search", "YES"),
        ("preview", dial.Preview ? "YES" : "NO"),
        ("focus", "YES"),
    ], ct);

    public Task<VicidialResult<string>> PauseAsync(string agent, CancellationToken ct) => SetAsync("external_pause", agent, [("value", "PAUSE")], ct);

    public Task<VicidialResult<string>> ResumeAsync(string agent, CancellationToken ct) => SetAsync("external_pause", agent, [("value", "RESUME")], ct);

    /// <summary>VICIdial says success without a call, too.</summary>
    public Task<VicidialResult<string>> HangUpAsync(string agent, CancellationToken ct) => SetAsync("external_hangup", agent, [("value", "1")], ct);

    /// <summary>VICIdial says success without a call, too, and takes a code that does not exist.</summary>
    public Task<VicidialResult<string>> DispositionAsync(string agent, DispositionRequest disposition, CancellationToken ct) => SetAsync("external_status", agent, [
        ("value", disposition.Status),
        ("callback_datetime", disposition.CallbackAt),
        ("callback_type", disposition.CallbackAt is null ? null : disposition.CallbackIsOwn ? "USERONLY" : "ANYONE"),
        // The exclamation mark parts the values of the flag.
        ("callback_comments", disposition.CallbackComments is { } comments ? VicidialText.Clean(comments.Replace('!', '.'), 100) : null),
    ], ct);

    public Task<VicidialResult<string>> TransferAsync(string agent, TransferRequest transfer, CancellationToken ct) => SetAsync("transfer_conference", agent, [
        ("value", transfer.Kind switch
        {
            TransferKind.Blind => "BLIND_TRANSFER",
            TransferKind.LocalCloser => "LOCAL_CLOSER",
            TransferKind.DialWithCustomer => "DIAL_WITH_CUSTOMER",
            TransferKind.ParkCustomerDial => "PARK_CUSTOMER_DIAL",
            TransferKind.Leave3Way => "LEAVE_3WAY_CALL",
            TransferKind.HangUpTransfer => "HANGUP_XFER",
            TransferKind.HangUpBoth => "HANGUP_BOTH",
            _ => "LEAVE_VM",
        }),
        ("phone_number", transfer.Number),
        ("ingroup_choices", transfer.InGroup),
        ("consultative", transfer.IsConsultative ? "YES" : null),
    ], ct);

    /// <param name="suffix">Added to the recording's name, at most 14 characters; null for none.</param>
    public Task<VicidialResult<string>> StartRecordingAsync(string agent, string? suffix, CancellationToken ct) => RecordingAsync(agent, "START", suffix, ct);

    /// <summary>Stops all of the agent's recordings.</summary>
    public Task<VicidialResult<string>> StopRecordingAsync(string agent, CancellationToken ct) => RecordingAsync(agent, "STOP", suffix: null, ct);

    /// <returns>The name of the recording that runs; empty for none.</returns>
    public async Task<VicidialResult<string>> RecordingNameAsync(string agent, CancellationToken ct)
    {
        var answer = await agentApi.AskAsync("recording", Right, [("agent_user", agent), ("value", "STATUS")], ct);
        return answer.Notice("recording active") is { } active ? active.At(2) ?? ""
            : answer.Notice("not recording") is not null ? ""
            : VicidialResult.Refused<string>(answer, "recording");
    }

    /// <summary>Changes fields of the lead on the agent's screen, and of the lead.</summary>
    /// <param name="agent">Whose screen.</param>
    /// <param name="fields">By VICIdial's names.</param>
    /// <param name="current">
    /// The lead as it is; null where it is not known. VICIdial writes every field whose name stands anywhere in the request, in a value too: "his email" in the
    /// comments empties the address. Fields that are named by chance are sent as they are.
    /// </param>
    /// <param name="ct">Ends the call.</param>
    /// <returns><see cref="VicidialRefusal.WouldEmptyOthers"/> where a field is named by chance, and what it holds is not known.</returns>
    public async Task<VicidialResult<string>> UpdateFieldsAsync(string agent, IReadOnlyDictionary<string, string> fields, IReadOnlyDictionary<string, string>? current, CancellationToken ct)
    {
        var values = LeadFields.Read(fields);
        if (values.Count == 0)
        {
            return VicidialRefusal.NothingToChange;
        }

        return NamedByChance.Complete([("agent_user", agent), .. values], current) is { } whole
            ? await SetAsync("update_fields", agent, [.. whole.Where(field => field.Name is not "agent_user")], ct, "lead updated")
            : VicidialRefusal.WouldEmptyOthers;
    }

    private Task<VicidialResult<string>> RecordingAsync(string agent, string value, string? suffix, CancellationToken ct) =>
        SetAsync("recording", agent, [("value", value), ("stage", suffix)], ct, "function sent");

    private async Task<VicidialResult<string>> SetAsync(string function, string agent, IReadOnlyList<(string Name, string? Value)> fields, CancellationToken ct, string done = "function set")
    {
        var answer = await agentApi.DoAsync(function, Right, [("agent_user", agent), .. fields], ct);
        return answer.Success(done) is not null ? agent
            : answer.Text.Length == 0 ? throw new UpstreamException(VicidialConnection.Name, UpstreamFault.Rejected, $"{VicidialConnection.Name}: it does not know the function {function}. This version is too old for it.")
            : VicidialResult.Refused<string>(answer, function);
    }
}
