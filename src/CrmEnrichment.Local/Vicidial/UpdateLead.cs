namespace CrmEnrichment.Local.Vicidial;

/// <summary>update_lead.</summary>
internal sealed class UpdateLead(PretendVicidial vicidial, AddLead adding)
{
    private static readonly string[] s_fields =
    [
        "vendor_lead_code", "source_id", "gmt_offset_now", "phone_code", "title", "first_name", "middle_initial", "last_name", "address1", "address2", "address3", "city", "state",
        "province", "postal_code", "country_code", "gender", "date_of_birth", "alt_phone", "email", "security_phrase", "comments", "rank", "owner", "status", "called_count",
    ];

    public string Answer(VicidialRequest request, VicidialUser user)
    {
        if (!user.ModifiesLeads)
        {
            return $"ERROR: update_lead USER DOES NOT HAVE PERMISSION TO UPDATE LEADS IN THE SYSTEM: |{user.Id}|0|\n";
        }

        var method = request["search_method"] is { Length: > 0 } given ? given : "LEAD_ID";
        var (id, code, phone) = (request.Digits("lead_id"), request["vendor_lead_code"], request.Digits("phone_number"));
        var key = $"{user.Id}|{id}|{code}|{phone}";
        if (method switch { "LEAD_ID" => id, "VENDOR_LEAD_CODE" => code, "PHONE_NUMBER" => phone, _ => "" } is "")
        {
            return $"ERROR: update_lead NO VALID SEARCH METHOD - {user.Id}|{method}|{id}|{code}|{phone}\n";
        }

        var found = vicidial.Newest(lead => method switch
        {
            "LEAD_ID" => $"{lead.Id}".Is(id),
            "VENDOR_LEAD_CODE" => lead["vendor_lead_code"].Is(code),
            _ => lead.Phone.Is(phone),
        });
        if (request.Says("search_location", "LIST"))
        {
            found = found.Where(lead => lead.List.Is(request.Digits("list_id")));
        }

        var leads = found.Take(int.TryParse(request["records"], out var records) ? records : 1).ToList();
        if (leads.Count == 0)
        {
            return NotFound(request, user, key, phone);
        }

        if (leads.Find(lead => !vicidial.MayUse(user, lead.List)) is { } other)
        {
            return $"ERROR: update_lead NOT AN ALLOWED LIST ID, RESULTS - {other.List}\n";
        }

        return string.Concat(leads.Select(lead => Update(request, user, lead, code, phone)));
    }

    private string NotFound(VicidialRequest request, VicidialUser user, string key, string phone)
    {
        var inserts = request.Says("insert_if_not_found", "Y");
        var kind = inserts || request.Says("no_update", "Y") ? "NOTICE" : "ERROR";
        var answer = $"{kind}: update_lead NO MATCHES FOUND IN THE SYSTEM: |{key}\n";
        var (code, list) = (request.Digits("phone_code"), request.Digits("list_id"));
        return !inserts ? answer
            : phone.Length is < 6 or > 16 || code.Length == 0 || list.Length == 0 ? $"{answer}ERROR: update_lead INVALID DATA FOR LEAD INSERTION - {user.Id}|{phone}|{code}|{list}|Y\n"
            : answer + adding.Insert(request, user, phone, list, "update_lead");
    }

    private string Update(VicidialRequest request, VicidialUser user, PretendLead lead, string code, string phone)
    {
        if (request.Says("delete_lead", "Y"))
        {
            vicidial.Remove(lead);
            return $"SUCCESS: update_lead LEAD HAS BEEN DELETED 0|0 - {user.Id}|{lead.Id}|1|0|0|\n";
        }

        var answer = request.Says("no_update", "Y")
            ? $"NOTICE: update_lead LEADS FOUND IN THE SYSTEM: |{user.Id}|{lead.Id}|{code}|{phone}|{lead.List}|{lead["entry_list_id"]}\n"
            : Change(request, user, lead);
        return answer + Custom(request, lead, phone) + Callback(request, user, lead) + Hopper(request, user, lead, phone);
    }

    private string Change(VicidialRequest request, VicidialUser user, PretendLead lead)
    {
        var changes = s_fields.Where(request.Has).Select(field => (field, request[field] is "--BLANK--" ? "" : Clean(field, request[field]))).ToList();
        if (request.Says("update_phone_number", "Y"))
        {
            changes.Add(("phone_number", request.Digits("phone_number")));
        }

        if (request.Has("list_id_field"))
        {
            changes.Add(("list_id", request.Digits("list_id_field")));
        }

        if (changes.Count == 0 && !request.Says("reset_lead", "Y"))
        {
            return "";
        }

        var changed = false;
        foreach (var (field, value) in changes)
        {
            var (before, wasNull) = (lead[field], lead.IsNull(field));
            lead[field] = value;
            changed |= wasNull || !lead[field].Is(before);
        }

        return $"SUCCESS: update_lead LEAD HAS BEEN UPDATED - {user.Id}|{lead.Id}|{(changed ? 1 : 0)}|||\n";
    }

    private string Clean(string field, string value) =>
        VicidialCleaning.Field(field, value.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "!N", StringComparison.Ordinal), vicidial.KeepsNonLatin);

    private string Custom(VicidialRequest request, PretendLead lead, string phone)
    {
        if (!request.Says("custom_fields", "Y") || vicidial.ListOf(lead)?.CustomFields is not { Count: > 0 } fields)
        {
            return "";
        }

        var before = lead["entry_list_id"];
        lead["entry_list_id"] = before is "0" ? lead.List : before;
        foreach (var field in fields.Where(request.Has))
        {
            lead.Custom[field] = request[field];
        }

        return $"NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - {phone}|{lead.Id}|{lead.List}|{before}|{lead["entry_list_id"]}|1\n";
    }

    private string Callback(VicidialRequest request, VicidialUser user, PretendLead lead)
    {
        if (request.Says("callback", "REMOVE"))
        {
            var kept = vicidial.Callbacks.Where(callback => callback.LeadId == lead.Id && !callback.IsArchived).ToList();
            kept.ForEach(callback => callback.IsArchived = true);
            return $"NOTICE: update_lead SCHEDULED CALLBACK DELETED - {user.Id}|{lead.Id}|{kept.Count}|{kept.Count}\n";
        }

        if (!request.Says("callback", "Y"))
        {
            return "";
        }

        var (campaign, at) = (request["campaign_id"], request["callback_datetime"].Replace('+', ' '));
        vicidial.Callbacks.Add(new(lead.Id, request["callback_type"], request["callback_status"], at, vicidial.Now, request["callback_user"], lead.List, campaign, request["callback_comments"].Replace('+', ' ')));
        return $"NOTICE: update_lead SCHEDULED CALLBACK ADDED - {lead.Id}|{campaign}|{at}|{request["callback_type"]}|{request["callback_user"]}|{request["callback_status"]}\n";
    }

    private string Hopper(VicidialRequest request, VicidialUser user, PretendLead lead, string phone)
    {
        var isThere = vicidial.Hopper.Contains(lead.Id);
        if (request.Says("remove_from_hopper", "Y"))
        {
            vicidial.Hopper.Remove(lead.Id);
            return isThere ? $"NOTICE: update_lead REMOVED FROM HOPPER - {phone}|{lead.Id}|READY|{user.Id}\n" : "";
        }

        return !request.Says("add_to_hopper", "Y") ? ""
            : isThere ? $"NOTICE: update_lead NOT ADDED TO HOPPER, LEAD IS ALREADY IN THE HOPPER - {phone}|{lead.Id}|{user.Id}\n"
            : $"NOTICE: update_lead ADDED TO HOPPER - {phone}|{lead.Id}|{vicidial.PutIntoHopper(lead.Id)}|{user.Id}\n";
    }
}
