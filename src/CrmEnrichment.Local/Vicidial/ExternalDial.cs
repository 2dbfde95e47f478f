namespace CrmEnrichment.Local.Vicidial;

/// <summary>external_dial.</summary>
internal sealed class ExternalDial(PretendVicidial vicidial, string epoch)
{
    public string Answer(VicidialRequest request)
    {
        var value = VicidialRequest.Keep(request["value"], letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));
        var (code, search, preview, focus) = (request["phone_code"], request["search"], request["preview"], request["focus"]);
        var (user, unknown) = Agent(request);
        if (unknown is not null)
        {
            return unknown;
        }

        if (user.Length == 0 || search.Length == 0 || preview.Length == 0 || focus.Length == 0 || (value.Length < 2 && !request.Has("lead_id")))
        {
            return $"ERROR: external_dial not valid - {value}|{code}|{search}|{preview}|{focus}|{request["vendor_id"]}|{user}|\n";
        }

        if (!vicidial.Agents.TryGetValue(user, out var agent))
        {
            return $"ERROR: agent_user is not logged in - {user}\n";
        }

        var alt = request["alt_dial"];
        if (request.Has("lead_id"))
        {
            if (vicidial.Find(request["lead_id"]) is not { } lead)
            {
                return $"ERROR: lead_id is not valid - {user}|{request["lead_id"]}\n";
            }

            if (alt is "SEARCH")
            {
                if (!value.Is(lead.Phone) && !value.Is(lead["alt_phone"]))
                {
                    return $"ERROR: phone number lead_id search not found - {user}||{lead.Id}|\n";
                }

                alt = value.Is(lead.Phone) ? "MAIN" : "ALT";
            }

            (value, code) = (alt switch { "ALT" => lead["alt_phone"], "ADDR3" => lead["address3"], _ => lead.Phone }, lead["phone_code"]);
            if (value.Length == 0)
            {
                return $"ERROR: phone number is not valid - {user}||{lead.Id}|{alt}\n";
            }
        }

        if (request.Has("group_alias"))
        {
            return $"ERROR: group_alias is not valid - {user}|{request["group_alias"]}\n";
        }

        if (request.Has("outbound_cid"))
        {
            return $"ERROR: outbound_cid is not allowed on this system - {user}|{request["outbound_cid"]}|DISABLED\n";
        }

        if (!agent.DialsByHand)
        {
            return $"ERROR: agent_user is not allowed to place manual dial calls - {user}\n";
        }

        if (!agent.IsPaused || agent.LeadId > 0)
        {
            if (vicidial.CampaignNamed(agent.Campaign)?.QueuesManualDials is not true)
            {
                return $"ERROR: agent_user is not paused - {user}\n";
            }

            if (!agent.DialQueue.Add(value))
            {
                return $"ERROR: phone_number is already in this agents manual dial queue - {user}|{value}\n";
            }
        }
        else
        {
            // The column holds a hundred letters. A second number takes the place of one that the browser has not read yet.
            var flag = $"{value}!{code}!{search}!{preview}!{focus}!{request["vendor_id"]}!{epoch}!!!!!{request["lead_id"]}!{alt}!";
            agent.Flags["external_dial"] = flag.Length > 100 ? flag[..100] : flag;
        }

        return $"{(request.Has("dial_ingroup") ? $"NOTICE: defined dial_ingroup not found - {request["dial_ingroup"]}\n" : "")}"
            + $"SUCCESS: external_dial function set - {value}|{user}|{code}|{search}|{preview}|{focus}|{request["vendor_id"]}|{epoch}||||{alt}\n"
            + (request.Says("close_window_link", "1") ? "\n<a href=\"javascript:window.opener='x';window.close();\">Close This Window</a>\n" : "");
    }

    private (string User, string? Refusal) Agent(VicidialRequest request) =>
        request["agent_user"] is { Length: > 0 } user ? (user, null)
        : request["alt_user"] is not { Length: > 0 } alt ? ("", null)
        : vicidial.Agents.Values.FirstOrDefault(agent => agent.AltUser.Is(alt)) is { } found ? (found.User, null)
        : ("", $"ERROR: no user found - {alt}\nERROR: agent_user is not logged in - \n");
}
