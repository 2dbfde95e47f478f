using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial.Api.Agents;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;

namespace CrmEnrichment.Calls;

/// <summary>The use case: what somebody clicks in the CRM is done by an agent's telephone, and only what VICIdial confirms is called done.</summary>
internal sealed class DirectCall(VicidialAgents agents, VicidialLeads leads, CallsOptions options, TimeProvider time)
{
    /// <summary>The agent's browser reads its flags once a second.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    private static readonly CallResult s_notYet = new(
        CallResultKind.NotConfirmed, "VICIdial has taken it, and the agent's screen has not done it yet: it waits for the end of a call, or VICIdial is not open in the agent's browser.");

    /// <returns>Always a result: what VICIdial refuses and what fails is one too.</returns>
    public async Task<CallResult> RunAsync(string agent, CallOrder order, CancellationToken ct)
    {
        try
        {
            return order switch
            {
                CallOrder.Dial dial => await DialAsync(agent, dial, ct),
                CallOrder.Pause => await SendAsync(agent, agents.PauseAsync(agent, ct), status => status.IsPaused, "The agent is paused.", ct),
                CallOrder.Resume => await ResumeAsync(agent, ct),
                CallOrder.HangUp => await WithCallAsync(agent, agents.HangUpAsync, status => !status.HasCall, "The call is ended.", ct),
                CallOrder.Disposition outcome => await WithLeadAsync(agent, outcome.Request, ct),
                CallOrder.Transfer transfer => await SendAsync(agent, agents.TransferAsync(agent, transfer.Request, ct), status => !status.HasCall, "The call is transferred.", ct),
                CallOrder.Record { Starts: true } record => Done(await agents.StartRecordingAsync(agent, record.Suffix, ct), "The recording starts."),
                CallOrder.Record => Done(await agents.StopRecordingAsync(agent, ct), "The recording stops."),
                CallOrder.Fields fields => await ChangeAsync(agent, fields.Values, ct),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (UpstreamException e)
        {
            return CallSentences.Of(e);
        }
    }

    private Task<CallResult> DialAsync(string agent, CallOrder.Dial dial, CancellationToken ct)
    {
        var (national, code) = (dial.Number.NationalDigits, dial.Number.CallingCode);
        return SendAsync(
            agent,
            agents.DialAsync(agent, new DialRequest(national, code) { LeadId = dial.LeadId, Preview = dial.Preview }, ct),
            status => status.LeadId is { } lead && (dial.LeadId is { } asked ? string.Equals(lead, asked, StringComparison.Ordinal) : string.Equals(status.Phone, national, StringComparison.Ordinal)),
            dial.Preview ? "The customer is on the agent's screen." : "The call is being placed.",
            ct);
    }

    private async Task<CallResult> ResumeAsync(string agent, CancellationToken ct)
    {
        var sent = await agents.ResumeAsync(agent, ct);
        return sent.Refusal is VicidialRefusal.AgentNotPaused
            ? new(CallResultKind.NotNow, "The agent is not paused.")
            : await SendAsync(agent, Task.FromResult(sent), status => !status.IsPaused, "The agent takes calls again.", ct);
    }

    /// <summary>VICIdial would say success without a call, and hang up the next one.</summary>
    private async Task<CallResult> WithCallAsync(string agent, Func<string, CancellationToken, Task<VicidialResult<string>>> order, Func<AgentStatus, bool> isDone, string sentence, CancellationToken ct)
    {
        var status = await agents.StatusAsync(agent, ct);
        return status.Refusal is { } refusal ? CallSentences.Of(refusal)
            : !status.Value!.HasCall ? CallSentences.Of(VicidialRefusal.NoLiveCall)
            : await SendAsync(agent, order(agent, ct), isDone, sentence, ct);
    }

    /// <summary>VICIdial would keep the outcome, and give it to the next call.</summary>
    private async Task<CallResult> WithLeadAsync(string agent, DispositionRequest outcome, CancellationToken ct)
    {
        if (options.Dispositions.Count > 0 && !options.Dispositions.Contains(outcome.Status, StringComparer.Ordinal))
        {
            return new(CallResultKind.NotValid, $"The outcome is none of {string.Join(", ", options.Dispositions)}.");
        }

        var status = await agents.StatusAsync(agent, ct);
        return status.Refusal is { } refusal ? CallSentences.Of(refusal)
            : status.Value!.LeadId is not { } lead ? CallSentences.Of(VicidialRefusal.NoLeadOnScreen)
            : await SendAsync(agent, agents.DispositionAsync(agent, outcome, ct), now => !string.Equals(now.LeadId, lead, StringComparison.Ordinal), "The outcome is given.", ct);
    }

    /// <summary>The lead is read only where a value names a field by chance.</summary>
    private async Task<CallResult> ChangeAsync(string agent, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        var result = await agents.UpdateFieldsAsync(agent, values, current: null, ct);
        if (result.Refusal is VicidialRefusal.WouldEmptyOthers)
        {
            var status = await agents.StatusAsync(agent, ct);
            if (status.Refusal is { } refusal || status.Value!.LeadId is not { } lead)
            {
                return CallSentences.Of(status.Refusal ?? VicidialRefusal.NoLeadOnScreen);
            }

            result = await agents.UpdateFieldsAsync(agent, values, (await leads.AllAsync(lead, ct)).Value, ct);
        }

        return Done(result, "The customer's fields are changed.");
    }

    private async Task<CallResult> SendAsync(string agent, Task<VicidialResult<string>> order, Func<AgentStatus, bool> isDone, string sentence, CancellationToken ct)
    {
        if ((await order).Refusal is { } refusal)
        {
            return CallSentences.Of(refusal);
        }

        for (var left = TimeSpan.FromMilliseconds(options.ConfirmMs); ; left -= s_pause)
        {
            AgentStatus? status;
            try
            {
                status = (await agents.StatusAsync(agent, ct)).Value;
            }
            catch (UpstreamException)
            {
                // It was taken, and asking whether it is done has failed: not a failure of what was asked for.
                return s_notYet;
            }

            if (status is not null && isDone(status))
            {
                return new(CallResultKind.Done, sentence) { LeadId = status.LeadId, CallId = status.CallId };
            }

            if (status is null || left < s_pause)
            {
                return s_notYet;
            }

            await Task.Delay(s_pause, time, ct);
        }
    }

    private static CallResult Done(VicidialResult<string> result, string sentence) => result.Refusal is { } refusal ? CallSentences.Of(refusal) : new(CallResultKind.Done, sentence);
}
