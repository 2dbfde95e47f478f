using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial.Api.Agents;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using CrmEnrichment.Platforms.Vicidial.Api.Reports;

namespace CrmEnrichment.Dispositions.PreLaunch;

/// <summary>Whether the API user may call each function that is used: with a lead, an agent and a campaign that do not exist, so that nothing is changed.</summary>
internal sealed class RightsCheck(VicidialLeads leads, VicidialReports reports, VicidialAgents agents, bool addsLeads, TimeProvider time) : IPreLaunchCheck
{
    private const string NoLead = "0", NoAgent = "ce-nobody", NoCode = "ce-nobody", NoCampaign = "CENOBODY", NoStatus = "CENONE";

    private static readonly LeadKey s_nobody = new LeadKey.VendorCode(NoCode);

    public string Name => "rights";

    public async Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken ct)
    {
        var lines = new List<CheckLine>();
        var isOut = false;
        foreach (var (function, what, call) in Calls())
        {
            if (isOut)
            {
                lines.Add(new($"right to {function}", CheckVerdict.Unknown, "Not asked: the login was refused before, and ten refusals lock the user."));
                continue;
            }

            var line = await AskAsync(function, what, call, lines.Count == 0, ct);
            lines.Add(line.Line);
            isOut = line.IsOut;
        }

        return lines;
    }

    /// <summary>VICIdial says to a level that is too low what it says to a wrong password, so the functions of level 7 come first.</summary>
    private static async Task<(CheckLine Line, bool IsOut)> AskAsync(string function, string what, Func<CancellationToken, Task> call, bool isFirst, CancellationToken ct)
    {
        var name = $"right to {function}";
        try
        {
            await call(ct);
            return (new(name, CheckVerdict.Ok, $"{what}."), false);
        }
        catch (UpstreamException e) when (e.Fault is UpstreamFault.AuthRefused && !isFirst)
        {
            return (new(name, CheckVerdict.Wrong, $"The login is refused for this function, and not for those before it: the user's level is too low. {what} will fail.", "Set 'User Level' of the API user to 8 (Admin, Users)."), true);
        }
        catch (UpstreamException e)
        {
            return (new(name, e.Fault is UpstreamFault.AuthRefused or UpstreamFault.Forbidden or UpstreamFault.Rejected ? CheckVerdict.Wrong : CheckVerdict.Unknown, e.Message), e.Fault is UpstreamFault.AuthRefused);
        }
    }

    private IEnumerable<(string Function, string What, Func<CancellationToken, Task> Call)> Calls()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return
        [
            ("lead_search", "Leads are found", ct => leads.SearchAsync(s_nobody, ct)),
            ("lead_all_info", "Leads are read", ct => leads.AllAsync(NoLead, ct)),
            .. OfLeads("lead_field_info", "A lead that was added before is recognised", ct => leads.FieldAsync(NoLead, LeadFields.VendorCode, ct)),
            ("lead_status_search", "Missed dispositions are found", ct => leads.WithStatusAsync(NoStatus, today, ct)),
            ("lead_callback_info", "Times of missed callbacks are found", ct => leads.CallbacksAsync(NoLead, ct)),
            ("recording_lookup", "Recordings are found", ct => reports.RecordingsOfLeadAsync(NoLead, today, ct)),
            ("agent_status", "Click-to-call is confirmed", ct => agents.StatusAsync(NoAgent, ct)),
            ("campaigns_list", "Campaigns are listed", reports.CampaignsAsync),
            ("external_dial and the Agent API", "Click-to-call reaches agents", ct => agents.DialAsync(NoAgent, new DialRequest("0", "1"), ct)),
            ("call_status_stats", "Calls are counted", ct => reports.CountsAsync(today, ct)),
            .. OfLeads("add_lead", "Leads are added", ct => leads.AddAsync(new NewLead("0", "1", "999"), ct)),
            ("update_lead", "Leads are changed", ct => leads.EmptyAsync(s_nobody, [LeadFields.Comments], ct)),
            ("update_campaign", "--set writes a Dispo Call URL", ct => reports.SetDispoCallUrlAsync(NoCampaign, "", ct)),
        ];
    }

    private IEnumerable<(string Function, string What, Func<CancellationToken, Task> Call)> OfLeads(string function, string what, Func<CancellationToken, Task> call) =>
        addsLeads ? [(function, what, call)] : [];
}
