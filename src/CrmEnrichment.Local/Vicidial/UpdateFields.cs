namespace CrmEnrichment.Local.Vicidial;

/// <summary>update_fields: writes every field whose name stands anywhere in the request, in a value too, and empties those that have no value.</summary>
internal sealed class UpdateFields(PretendVicidial vicidial)
{
    private static readonly string[] s_fields =
    [
        "address1", "address2", "address3", "alt_phone", "city", "comments", "country_code", "date_of_birth", "email", "first_name", "gender", "gmt_offset_now", "last_name", "middle_initial",
        "phone_number", "phone_code", "postal_code", "province", "security_phrase", "source_id", "state", "title", "vendor_lead_code", "rank", "owner",
    ];

    public (int Status, string Body) Answer(VicidialRequest request, VicidialUser user)
    {
        var agent = request["agent_user"];
        if (agent.Length == 0)
        {
            return (200, "ERROR: update_fields not valid - \n");
        }

        if (!vicidial.Agents.TryGetValue(agent, out var found))
        {
            return (200, $"ERROR: agent_user is not logged in - {agent}\n");
        }

        if (!user.ModifiesLeads)
        {
            return (200, $"ERROR: user is not allowed to modify lead information - {agent}|{user.Id}\n");
        }

        if (vicidial.Find($"{found.LeadId}") is not { } lead)
        {
            return (200, $"ERROR: agent_user does not have a lead on their screen - {agent}\n");
        }

        var fields = s_fields.Where(field => request.Whole.Contains(field, StringComparison.OrdinalIgnoreCase)).ToList();
        if (fields.Count == 0)
        {
            return (200, $"ERROR: no fields have been defined - {agent}\n");
        }

        if (fields.Exists(field => request[field].Contains('"', StringComparison.Ordinal)))
        {
            return (500, "");
        }

        foreach (var field in fields)
        {
            lead[field] = request[field].Replace('+', ' ');
        }

        found.Flags["external_update_fields"] = string.Join(',', fields);
        return (200, $"SUCCESS: update_fields lead updated - {user.Id}|{agent}|{lead.Id}|{string.Join(',', fields.Select(field => $"{field}='{lead[field]}'"))}\n");
    }
}
