using System.Globalization;

namespace CrmEnrichment.Local.Vicidial;

/// <summary>The functions that read calls, recordings, agents and campaigns, and those that change lists and campaigns. As VICIdial's own document has them; not recorded.</summary>
internal sealed class CallReports(PretendVicidial vicidial)
{
    /// <returns>Null for a function that there is not.</returns>
    public string? Answer(string function, VicidialRequest request, VicidialUser user) => function switch
    {
        "recording_lookup" => Recordings(request, user),
        "phone_number_log" => PhoneLog(request, user),
        "callid_info" => Call(request, user),
        "agent_status" => Agent(request, user),
        "logged_in_agents" => LoggedIn(request, user),
        "agent_stats_export" => AgentStatistics(request, user),
        "campaigns_list" => Campaigns(request),
        "call_status_stats" => Counts(request),
        "call_dispo_report" => Outcomes(request),
        "add_list" => AddList(request, user),
        "update_campaign" => UpdateCampaign(request, user),
        _ => null,
    };

    private string Recordings(VicidialRequest request, VicidialUser user)
    {
        var (lead, agent, date) = (request.Digits("lead_id"), request["agent_user"], request["date"]);
        if (lead.Length == 0 && (agent.Length == 0 || date.Length == 0))
        {
            return $"ERROR: recording_lookup INVALID SEARCH PARAMETERS: {user.Id}|{agent}|{lead}|{date}|\n";
        }

        var found = vicidial.Recordings.Where(recording => (lead.Length == 0 || $"{recording.LeadId}".Is(lead)) && (agent.Length == 0 || recording.User.Is(agent)) && (date.Length == 0 || $"{recording.At:yyyy-MM-dd}".Is(date))).ToList();
        var timed = request.Says("duration", "Y");
        return found.Count == 0 ? $"ERROR: recording_lookup NO RECORDINGS FOUND: {user.Id}|{agent}|{lead}|{date}|\n"
            : Header(request, $"start_time|user|recording_id|lead_id|{(timed ? "duration|" : "")}location") + string.Concat(found.Select(recording =>
                $"{PretendVicidial.Show(recording.At)}|{recording.User}|{recording.Id}|{recording.LeadId}|{(timed ? $"{recording.Seconds}|" : "")}{recording.Location}\n"));
    }

    private string PhoneLog(VicidialRequest request, VicidialUser user)
    {
        var numbers = request["phone_number"].Split(',');
        var type = request["type"] is { Length: > 0 } given ? given : "OUT";
        var found = vicidial.Calls.Where(call => numbers.Contains(call.Phone, StringComparer.Ordinal) && (type is "ALL" || call.IsInbound == type is "IN")).ToList();
        return found.Count == 0 ? $"ERROR: phone_number_log NO RECORDS FOUND: {user.Id}|{request["phone_number"]}|\n"
            : Header(request, "phone_number|call_date|list_id|length_in_sec|lead_status|hangup_reason|call_status|source_id|user") + string.Concat(found.Select(call =>
                $"{call.Phone}|{PretendVicidial.Show(call.At)}|{Lead(call)?.List}|{call.Seconds}|{Lead(call)?["status"]}|AGENT|{call.Status}|{Lead(call)?["source_id"]}|{call.User}\n"));
    }

    private string Call(VicidialRequest request, VicidialUser user) =>
        vicidial.Calls.FirstOrDefault(call => call.CallId.Is(request["call_id"])) is not { } call ? $"ERROR: callid_info CALL NOT FOUND: {user.Id}|{request["call_id"]}|\n"
        : request.Says("detail", "YES")
            ? Header(request, "call_id|custtime|call_date|campaign_id|list_id|status|user|phone") + $"{call.CallId}|{call.Seconds}|{PretendVicidial.Show(call.At)}|{call.Campaign}|{Lead(call)?.List}|{call.Status}|{call.User}|{call.Phone}\n"
            : Header(request, "call_id|custtime") + $"{call.CallId}|{call.Seconds}\n";

    /// <summary>Whoever looks at an agent sees what its browser has done by then.</summary>
    private string Agent(VicidialRequest request, VicidialUser user)
    {
        if (!vicidial.Agents.TryGetValue(request["agent_user"], out var agent))
        {
            return $"ERROR: agent_status AGENT NOT LOGGED IN: {user.Id}|{request["agent_user"]}|\n";
        }

        if (agent.HasBrowser && agent.ReadsLater-- <= 0)
        {
            agent.ReadsLater = 0;
            vicidial.ReadFlags(agent);
        }

        var lead = vicidial.Find($"{agent.LeadId}");
        return Header(request, "status|call_id|lead_id|campaign_id|calls_today|full_name|user_group|user_level|pause_code|real_time_sub_status|phone_number|vendor_lead_code|session_id")
            + $"{agent.Status}|{agent.CallId}|{agent.LeadId}|{agent.Campaign}|{agent.Calls}|Agent {agent.User}|AGENTS|1||{agent.SubStatus}|{lead?.Phone}|{lead?["vendor_lead_code"]}|8600051\n";
    }

    private string LoggedIn(VicidialRequest request, VicidialUser user) => vicidial.Agents.Count == 0 ? $"ERROR: logged_in_agents NO LOGGED IN AGENTS: {user.Id}||\n"
        : Header(request, "user|campaign_id|session_id|status|lead_id|callerid|calls_today|full_name|user_group|user_level") + string.Concat(vicidial.Agents.Values.Select(agent =>
            $"{agent.User}|{agent.Campaign}|8600051|{agent.Status}|{agent.LeadId}|{agent.CallId}|{agent.Calls}|Agent {agent.User}|AGENTS|1\n"));

    private string AgentStatistics(VicidialRequest request, VicidialUser user)
    {
        var (from, to) = (Time(request["datetime_start"]), Time(request["datetime_end"]));
        var found = vicidial.Calls.Where(call => call.At >= from && call.At <= to).GroupBy(call => (call.Campaign, call.User)).ToList();
        return found.Count == 0 ? $"ERROR: agent_stats_export NO RECORDS FOUND: {user.Id}||{request["datetime_start"]}|{request["datetime_end"]}|\n"
            : Header(request, "campaign_id|user|full_name|user_group|calls|login_time|total_talk_time") + string.Concat(found.Select(group =>
                $"{group.Key.Campaign}|{group.Key.User}|Agent {group.Key.User}|AGENTS|{group.Count()}|0|{group.Sum(call => call.Seconds)}\n"));
    }

    private string Campaigns(VicidialRequest request) =>
        Header(request, "campaign_id|campaign_name|active|user_group|dial_method|dial_level|lead_order|dial_statuses|dial_timeout|dial_prefix|manual_dial_prefix|three_way_dial_prefix")
        + string.Concat(vicidial.Campaigns.Values.Select(campaign => $"{campaign.Id}|{campaign.Name}|{(campaign.IsActive ? "Y" : "N")}|---ALL---|RATIO|1|DOWN| NEW NA -|60|9|9|9\n"));

    private string Counts(VicidialRequest request) => string.Concat(vicidial.Calls.Where(call => $"{call.At:yyyy-MM-dd}".Is(request["query_date"])).GroupBy(call => call.Campaign, StringComparer.Ordinal).Select(group =>
        $"{group.Key}|{group.Count()}|{group.Count()}|{string.Join(',', Enumerable.Range(0, 24).Select(hour => $"{hour:00}-{group.Count(call => call.At.Hour == hour)}"))}|"
        + $"{string.Join(',', group.GroupBy(call => call.Status, StringComparer.Ordinal).OrderBy(status => status.Key, StringComparer.Ordinal).Select(status => $"{status.Key}-{status.Count()}"))}|\n"));

    private string Outcomes(VicidialRequest request)
    {
        var campaigns = request["campaigns"].Split('-', StringSplitOptions.RemoveEmptyEntries);
        if (campaigns.Length == 0)
        {
            return "ERROR: call_dispo_report INVALID OR MISSING CAMPAIGNS, INGROUPS, OR DIDS\n";
        }

        var calls = vicidial.Calls.Where(call => campaigns.Contains(call.Campaign, StringComparer.Ordinal) && Between(call)).ToList();
        var statuses = calls.Select(call => call.Status).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return $"{string.Join(',', ["CAMPAIGN", "TOTAL CALLS", .. statuses])}\n" + string.Concat(campaigns.Select(campaign => Row(campaign, calls.FindAll(call => call.Campaign.Is(campaign))))) + Row("TOTAL", calls);

        string Row(string name, List<VicidialCall> of) => $"{string.Join(',', [name, $"{of.Count}", .. statuses.Select(status => $"{of.Count(call => call.Status.Is(status))}")])}\n";

        bool Between(VicidialCall call) => string.CompareOrdinal($"{call.At:yyyy-MM-dd}", request["query_date"]) >= 0 && string.CompareOrdinal($"{call.At:yyyy-MM-dd}", request["end_date"]) <= 0;
    }

    private string AddList(VicidialRequest request, VicidialUser user)
    {
        var (list, campaign) = (request.Digits("list_id"), request["campaign_id"]);
        if (list.Length == 0 || !request.Has("list_name") || campaign.Length == 0)
        {
            return $"ERROR: add_list YOU MUST USE ALL REQUIRED FIELDS: {user.Id}|{list}|{request["list_name"]}|{campaign}\n";
        }

        return vicidial.Lists.TryAdd(list, new VicidialList(list, campaign, [])) ? $"SUCCESS: add_list LIST HAS BEEN ADDED - {user.Id}|{list}|{campaign}\n" : $"ERROR: add_list LIST ALREADY EXISTS: {user.Id}|{list}\n";
    }

    private string UpdateCampaign(VicidialRequest request, VicidialUser user)
    {
        if (!vicidial.Campaigns.TryGetValue(request["campaign_id"], out var campaign))
        {
            return $"ERROR: update_campaign CAMPAIGN DOES NOT EXIST: {user.Id}|{request["campaign_id"]}\n";
        }

        if (!request.Has("dispo_call_url"))
        {
            return $"NOTICE: update_campaign NO UPDATES DEFINED: {user.Id}|\n";
        }

        campaign.DispoCallUrl = request["dispo_call_url"];
        return $"SUCCESS: update_campaign CAMPAIGN HAS BEEN UPDATED - {user.Id}|{campaign.Id}\n";
    }

    private PretendLead? Lead(VicidialCall call) => vicidial.Find($"{call.LeadId}");

    private static string Header(VicidialRequest request, string header) => request.Says("header", "YES") ? $"{header}\n" : "";

    private static DateTime Time(string text) => DateTime.TryParseExact(text.Replace('+', ' '), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : default;
}
