using System.Globalization;

namespace CrmEnrichment.Local.Vicidial;

/// <summary>/vicidial/non_agent_api.php.</summary>
internal sealed class NonAgentApi(PretendVicidial vicidial)
{
    private static readonly string[] s_writing = ["add_lead", "update_lead", "add_list", "update_campaign", "call_status_stats"];

    private readonly AddLead _adding = new(vicidial);

    /// <returns>A status and the body; null for no such function.</returns>
    public (int Status, string Body)? Answer(VicidialRequest request)
    {
        var function = request["function"];
        if (function is "version")
        {
            var now = vicidial.Clock;
            return (200, $"VERSION: 2.14-202|BUILD: 250720-1841|DATE: {PretendVicidial.Show(vicidial.Now)}|EPOCH: {now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}|DST: 0|TZ: -5.00|TZNOW: -5.00|\n");
        }

        if (VicidialRequest.Keep(request["source"], char.IsAsciiLetterOrDigit).Length < 2)
        {
            return (200, "ERROR: Invalid Source - \nERROR: Invalid Source: ||\n");
        }

        if (function is "coffee")
        {
            return (418, "Coffee: coffee|Error 418 I'm a teapot");
        }

        var (user, refusal) = new VicidialLogin(vicidial).NonAgent(request, s_writing.Contains(function, StringComparer.Ordinal) ? 8 : 7);
        return user is null ? (200, refusal)
            : user.Functions?.Contains(function) is false ? (200, $"ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION: |{user.Id}|{function}|\n")
            : function is "add_lead" ? Sql(_adding.Answer(request, user))
            : function is "update_lead" ? (200, new UpdateLead(vicidial, _adding).Answer(request, user))
            : function is "lead_search" or "lead_field_info" or "lead_all_info" or "lead_status_search" or "lead_callback_info" ? Sql(new LeadQueries(vicidial).Answer(function, request, user))
            : new CallReports(vicidial).Answer(function, request, user) is { } answer ? (200, answer)
            : (200, "ERROR: NO FUNCTION SPECIFIED\n");
    }

    /// <summary>A statement that is wrong ends in an empty 500.</summary>
    private static (int Status, string Body) Sql(string? answer) => answer is null ? (500, "") : (200, answer);
}
