using System.Text;

namespace CrmEnrichment.Local.Vicidial;

/// <summary>The functions that read leads.</summary>
internal sealed class LeadQueries(PretendVicidial vicidial)
{
    private const string CallbackHeader =
        "lead_id|callback_type|recipient|callback_status|lead_status|callback_date|entry_date|user|list_id|campaign_id|user_group|customer_timezone|customer_time|comments\n";

    /// <returns>Null for an SQL error.</returns>
    public string? Answer(string function, VicidialRequest request, VicidialUser user)
    {
        if (!user.ModifiesLeads && function is not "lead_callback_info")
        {
            return $"ERROR: {function} USER DOES NOT HAVE PERMISSION TO {(function is "lead_search" ? "SEARCH FOR LEADS" : "GET LEAD INFO")}: |{user.Id}|0|\n";
        }

        return function switch
        {
            "lead_search" => Search(request, user),
            "lead_field_info" => Field(request, user),
            "lead_all_info" => All(request, user),
            "lead_status_search" => WithStatus(request),
            _ => Callbacks(request, user),
        };
    }

    private string Search(VicidialRequest request, VicidialUser user)
    {
        var method = request["search_method"] is { Length: > 0 } given ? given : "PHONE_NUMBER";
        var (column, text) = method switch
        {
            "PHONE_NUMBER" => ("phone_number", VicidialRequest.Keep(request["phone_number"], letter => char.IsAsciiDigit(letter) || letter is ',')),
            "VENDOR_LEAD_CODE" => ("vendor_lead_code", request["vendor_lead_code"]),
            "LEAD_ID" => ("lead_id", request["lead_id"]),
            _ => ("", ""),
        };
        if (text.Length == 0)
        {
            return $"ERROR: lead_search NO VALID SEARCH METHOD - {user.Id}|{method}|(0)|(0)|(0)\n";
        }

        var keys = text.Split(',');
        var rows = keys.Select(key => (key, Ids: vicidial.Newest(lead => column is "lead_id" ? $"{lead.Id}".Is(key) : lead[column].Is(key)).Select(lead => lead.Id).ToList())).ToList();
        if (rows.TrueForAll(row => row.Ids.Count == 0))
        {
            return $"ERROR: lead_search NO MATCHES FOUND IN THE SYSTEM: |{user.Id}||{(column is "vendor_lead_code" ? text : "")}|{(column is "phone_number" ? text : "")}\n";
        }

        // The header lacks its separators.
        return (request.Says("header", "YES") ? "search_keyrecords_foundlead_ids\n" : "") + string.Concat(rows.Select(row => $"{row.key}|{row.Ids.Count}|{string.Join('-', row.Ids)}\n"));
    }

    private string? Field(VicidialRequest request, VicidialUser user)
    {
        var (id, field) = (request.Digits("lead_id"), request["field_name"]);
        if (id.Length == 0 || field.Length == 0)
        {
            return $"ERROR: lead_field_info INVALID SEARCH PARAMETERS: {user.Id}|{id}|{field}\n";
        }

        return vicidial.Find(id) is not { } lead ? $"ERROR: lead_field_info LEAD NOT FOUND: {user.Id}|{id}\n"
            : !vicidial.Lists.ContainsKey(lead.List) ? $"ERROR: lead_field_info LIST NOT FOUND: {user.Id}|{id}|{lead.List}\n"
            : request.Says("custom_fields", "Y") ? Custom(lead, field)
            : PretendLead.Columns.Contains(field, StringComparer.Ordinal) ? lead[field]
            : null;
    }

    private string All(VicidialRequest request, VicidialUser user)
    {
        var (id, phone) = (request.Digits("lead_id"), request.Digits("phone_number"));
        var leads = id.Length > 0 ? [.. new[] { vicidial.Find(id) }.OfType<PretendLead>()] : phone.Length > 0 ? vicidial.Newest(lead => lead.Phone.Is(phone)).ToList() : [];
        if (leads.Count == 0)
        {
            return $"ERROR: lead_all_info LEAD NOT FOUND: {user.Id}|{id}|{phone}\n";
        }

        if (leads.Find(lead => !vicidial.Lists.ContainsKey(lead.List)) is { } lost)
        {
            return $"ERROR: lead_all_info LIST NOT FOUND: {user.Id}|{id}|{phone}|{lost.List}\n";
        }

        var separator = request.Says("stage", "csv") ? ',' : '|';
        var answer = new StringBuilder();
        foreach (var lead in leads)
        {
            var custom = request.Says("custom_fields", "Y") ? vicidial.Lists[lead.List].CustomFields : [];
            if (request.Says("header", "YES"))
            {
                answer.AppendJoin(separator, [.. PretendLead.Columns, "lead_id", .. custom]).Append('\n');
            }

            answer.AppendJoin(separator, [.. PretendLead.Columns.Select(column => lead[column]), $"{lead.Id}", .. custom.Select(field => Custom(lead, field))]).Append('\n');
        }

        return answer.ToString();
    }

    private string WithStatus(VicidialRequest request)
    {
        var leads = vicidial.Calls.Where(call => call.Status.Is(request["status"]) && $"{call.At:yyyy-MM-dd}".Is(request["date"])).Select(call => vicidial.Find($"{call.LeadId}")).OfType<PretendLead>().Distinct();
        var answer = string.Concat(leads.Take(2_000).Select((lead, at) =>
            $";---------- START OF RECORD {at + 1} ----------\nlead_id => {lead.Id}\n" + string.Concat(PretendLead.Columns.Select(column => $"{column} => {lead[column]}\n"))));
        return answer.Length > 0 ? answer : $"ERROR: lead_status_search NO RESULTS FOUND: |{request["status"]}|{request["date"]}|\n";
    }

    private string Callbacks(VicidialRequest request, VicidialUser user)
    {
        var id = request.Digits("lead_id");
        if (id.Length == 0)
        {
            return $"ERROR: lead_callback_info INVALID SEARCH PARAMETERS: {user.Id}|\n";
        }

        var where = request["search_location"] is { Length: > 0 } given ? given : "CURRENT";
        var found = vicidial.Callbacks.Where(callback => $"{callback.LeadId}".Is(id) && (where is "ALL" || callback.IsArchived == where is "ARCHIVE")).ToList();
        return found.Count == 0
            ? $"ERROR: lead_callback_info CALLBACK NOT FOUND: {user.Id}|{id}|pipe|\n"
            : (request.Says("header", "YES") ? CallbackHeader : "") + string.Concat(found.Select(callback =>
                $"{id}|{(callback.IsArchived ? "ARCHIVE" : "CURRENT")}|{callback.Recipient}|ACTIVE|{callback.Status}|{callback.At}|{PretendVicidial.Show(callback.EnteredAt)}|{callback.User}|{callback.List}|{callback.Campaign}|AGENTS|||{callback.Comments}\n"));
    }

    private static string Custom(PretendLead lead, string field) => lead.Custom.TryGetValue(field, out var value) ? value : "";
}
