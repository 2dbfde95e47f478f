using System.Globalization;

namespace CrmEnrichment.Local.Vicidial;

/// <summary>What an agent's browser does with the flags that were set for it.</summary>
internal sealed class AgentBrowser(PretendVicidial vicidial, PretendAgent agent)
{
    public void Read()
    {
        if (Take("external_dial") is { } dial)
        {
            Dial(dial.Split('!'));
        }

        if (Take("external_transferconf") is not null || Take("external_hangup") is "1")
        {
            HangUp();
        }

        if (Take("external_status") is { } status && agent.LeadId > 0)
        {
            Dispose(status.Split('!'));
        }

        switch (Take("external_pause"))
        {
            case "PAUSE" when agent.Status is not "INCALL":
                agent.Status = "PAUSED";
                break;
            case "RESUME" when agent.LeadId == 0:
                agent.Status = "READY";
                break;
        }
    }

    private string? Take(string flag) => agent.Flags.Remove(flag, out var value) ? value : null;

    private void Dial(string[] dial)
    {
        var (number, code, lead) = (dial[0], dial[1], dial.Length > 11 && dial[11].Length > 0 ? vicidial.Find(dial[11]) : null);
        lead ??= vicidial.Newest(known => known.Phone.Is(number)).FirstOrDefault();
        if (lead is null)
        {
            lead = vicidial.NewLead();
            (lead["phone_number"], lead["phone_code"], lead["list_id"], lead["user"], lead["vendor_lead_code"]) = (number, code, "998", agent.User, dial[5]);
            lead["gmt_offset_now"] = PretendVicidial.OffsetOf(code) ?? "0.00";
        }

        (agent.LeadId, agent.Status, agent.SubStatus, agent.Dialled) = (lead.Id, "INCALL", dial[3] is "YES" ? "PREVIEW" : "", number);
        (agent.CallBegan, agent.UniqueId) = (vicidial.Clock, $"{vicidial.Clock.ToUnixTimeSeconds()}.{lead.Id}");
        agent.CallId = $"M{vicidial.Now.ToString("MddHHmmss", CultureInfo.InvariantCulture)}{lead.Id.ToString("0000000000", CultureInfo.InvariantCulture)}";
        agent.Calls++;
        lead["called_count"] = $"{int.Parse(lead["called_count"], CultureInfo.InvariantCulture) + 1}";
        (lead["status"], lead["user"]) = ("INCALL", agent.User);
    }

    /// <summary>The agent is asked for the outcome.</summary>
    private void HangUp()
    {
        if (agent.HasCall)
        {
            if (agent.Recording is not null)
            {
                vicidial.Keep(agent);
            }

            (agent.Status, agent.SubStatus) = ("PAUSED", "DISPO");
        }
    }

    /// <summary>Only a call that is over takes an outcome.</summary>
    private void Dispose(string[] status)
    {
        HangUp();
        var lead = vicidial.Find($"{agent.LeadId}")!;
        (lead["status"], lead["last_local_call_time"]) = (status[0], PretendVicidial.Show(vicidial.Now));
        vicidial.Calls.Add(new(agent.CallId ?? "", agent.UniqueId ?? "", agent.Campaign, agent.User, lead.Id, lead.Phone, vicidial.Now, (int)(vicidial.Clock - agent.CallBegan).TotalSeconds, lead["status"]));
        if (status is [_, var at, var type, var comments, ..])
        {
            vicidial.Callbacks.Add(new(lead.Id, type, lead["status"], at, vicidial.Now, agent.User, lead.List, agent.Campaign, comments));
        }

        (agent.LeadId, agent.CallId, agent.UniqueId, agent.Status, agent.SubStatus) = (0, null, null, "PAUSED", "");
    }
}
