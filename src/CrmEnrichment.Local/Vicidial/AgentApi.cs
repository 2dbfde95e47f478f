using System.Globalization;

namespace CrmEnrichment.Local.Vicidial;

/// <summary>/agc/api.php: sets flags that the agent's browser reads.</summary>
internal sealed class AgentApi(PretendVicidial vicidial)
{
    public (int Status, string Body) Answer(VicidialRequest request)
    {
        var function = request["function"];
        if (function is "version")
        {
            return (200, $"VERSION: 2.14-82|BUILD: 250122-1010|DATE: {PretendVicidial.Show(vicidial.Now)}|EPOCH: {Epoch}\n");
        }

        if (VicidialRequest.Keep(request["source"], char.IsAsciiLetterOrDigit).Length < 2)
        {
            return (200, "ERROR: Invalid Source - \n");
        }

        if (!vicidial.HasAgentApi)
        {
            return (200, "ERROR: System API NOT ACTIVE\n");
        }

        var (user, refusal) = new VicidialLogin(vicidial).Agent(request);
        var value = request["value"];
        return user is null ? (200, refusal)
            : user.Functions?.Contains(function) is false && function.Length > 0 ? (200, $"ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - {value}|{user.Id}|{function}|{user.Group}\n")
            : function switch
            {
                "external_dial" => (200, new ExternalDial(vicidial, Epoch).Answer(request)),
                "external_pause" => (200, value is "PAUSE" or "RESUME" ? With(request, function, agent => Pause(agent, value)) : NotValid(request, function)),
                "external_hangup" => (200, value.Length > 0 ? With(request, function, agent => Set(agent, function, value, value)) : NotValid(request, function)),
                "external_status" => (200, value.Length > 0 ? With(request, function, agent => Status(request, agent)) : NotValid(request, function)),
                "pause_code" => (200, value.Length is 0 or > 6 ? NotValid(request, function) : With(request, function, agent => PauseCode(agent))),
                "logout" => (200, value is "LOGOUT" ? With(request, function, agent => Set(agent, function, value, $"{value}|{Epoch}")) : NotValid(request, function)),
                "recording" => (200, With(request, function, agent => Recording(request, agent))),
                "transfer_conference" => (200, With(request, function, agent => Transfer(request, agent))),
                "update_fields" => new UpdateFields(vicidial).Answer(request, user),
                _ => (200, ""),
            };
    }

    private string Epoch => vicidial.Clock.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string NotValid(VicidialRequest request, string function) => $"ERROR: {function} not valid - {request["value"]}|{request["agent_user"]}\n";

    private string With(VicidialRequest request, string function, Func<PretendAgent, string> answer) => request["agent_user"] is not { Length: > 0 } agent ? NotValid(request, function)
        : vicidial.Agents.TryGetValue(agent, out var found) ? answer(found)
        : $"ERROR: agent_user is not logged in - {agent}\n";

    private string Pause(PretendAgent agent, string value) => value is "RESUME" && !agent.IsPaused
        ? $"ERROR: external_pause agent is not paused - {value}|{agent.User}\n"
        : Set(agent, "external_pause", value, $"{value}|{Epoch}");

    private static string Set(PretendAgent agent, string function, string flag, string data)
    {
        agent.Flags[function] = flag;
        return $"SUCCESS: {function} function set - {data}|{agent.User}\n";
    }

    /// <summary>The code is not looked at. With a callback's data it has to be one of scheduled callbacks, or the data is dropped.</summary>
    private string Status(VicidialRequest request, PretendAgent agent)
    {
        var (value, at) = (request["value"], request["callback_datetime"]);
        var flag = at.Length > 0 && vicidial.CallbackStatuses.Contains(value)
            ? $"{value}!{at.Replace('+', ' ')}!{request["callback_type"]}!{request["callback_comments"].Replace('+', ' ')}!{request["qm_dispo_code"]}"
            : value;
        return Set(agent, "external_status", flag, flag);
    }

    private static string PauseCode(PretendAgent agent) => agent.IsPaused ? $"SUCCESS: pause_code function sent - {agent.User}\n" : $"ERROR: pause_code error - agent is not paused - {agent.User}\n";

    private string Recording(VicidialRequest request, PretendAgent agent)
    {
        const string Session = "192.168.1.5|8600051";
        switch (request["value"])
        {
            case "START":
                agent.Recording ??= $"{vicidial.Now:yyyyMMdd-HHmmss}_{vicidial.Find($"{agent.LeadId}")?.Phone}_{agent.User}_{request["stage"]}";
                return $"SUCCESS: recording function sent - {agent.User}|START{request["stage"]}||||{Session}|{agent.Status}\n";
            case "STOP" when agent.Recording is null:
                return $"ERROR: stop recording error - {agent.User}|||||{Session}|{agent.Status}\n";
            case "STOP":
                vicidial.Keep(agent);
                return $"SUCCESS: recording function sent - {agent.User}|STOP||||{Session}|{agent.Status}\n";
            case "STATUS" when agent.Recording is { } name:
                return $"NOTICE: recording active - {agent.User}|1|{name}|192.168.1.5|{PretendVicidial.Show(vicidial.Now)}|{Session}|{agent.Status}\n";
            case "STATUS":
                return $"NOTICE: not recording - {agent.User}|||||{Session}|{agent.Status}\n";
            default:
                return NotValid(request, "recording");
        }
    }

    private static string Transfer(VicidialRequest request, PretendAgent agent)
    {
        var (value, number, group) = (request["value"], request["phone_number"], request["ingroup_choices"]);
        return value is not ("HANGUP_XFER" or "HANGUP_BOTH" or "BLIND_TRANSFER" or "LEAVE_VM" or "LOCAL_CLOSER" or "DIAL_WITH_CUSTOMER" or "PARK_CUSTOMER_DIAL" or "LEAVE_3WAY_CALL") ? $"ERROR: value is not valid - {value}|{agent.User}\n"
            : !agent.HasCall ? $"ERROR: agent_user does not have a live call - {agent.User}\n"
            : group is not ("" or "DEFAULTINGROUP" or "AGENTDIRECT" or "SALESLINE") ? $"ERROR: ingroup is not valid - {group}\n"
            : Done();

        string Done()
        {
            agent.Flags["external_transferconf"] = $"{value}---{group}---{number}";
            return $"SUCCESS: transfer_conference function set - {value}|{group}|{number}|{(request.Says("consultative", "YES") ? "YES" : "")}|{agent.User}|{agent.CallId}|\n";
        }
    }
}
