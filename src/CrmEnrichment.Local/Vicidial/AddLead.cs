using System.Globalization;

namespace CrmEnrichment.Local.Vicidial;

/// <summary>add_lead, and the insertion of update_lead.</summary>
internal sealed class AddLead(PretendVicidial vicidial)
{
    private static readonly string[] s_areas = ["727", "312", "813", "300"];

    /// <returns>Null for an SQL error.</returns>
    public string? Answer(VicidialRequest request, VicidialUser user)
    {
        if (!user.ModifiesLeads)
        {
            return $"ERROR: add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM: |{user.Id}|0|\n";
        }

        var phone = VicidialRequest.Keep(request["phone_number"], letter => char.IsAsciiDigit(letter) || letter is ',');
        var list = request.Digits("list_id") is { Length: > 0 } given ? given : "999";
        if (phone.Length is < 6 or > 16)
        {
            return $"ERROR: add_lead INVALID PHONE NUMBER LENGTH - {phone}|{user.Id}\n";
        }

        if (request.Says("usacan_prefix_check", "Y") && phone[3] is '0' or '1')
        {
            return $"ERROR: add_lead INVALID PHONE NUMBER PREFIX - {phone}|{user.Id}\n";
        }

        if (request.Says("usacan_areacode_check", "Y") && !s_areas.Contains(phone[..3], StringComparer.Ordinal))
        {
            return $"ERROR: add_lead INVALID PHONE NUMBER AREACODE - {phone}|{user.Id}\n";
        }

        if (!vicidial.MayUse(user, list))
        {
            return $"ERROR: add_lead NOT AN ALLOWED LIST ID - {phone}|{list}\n";
        }

        if (request.Says("list_exists_check", "Y") && !vicidial.Lists.ContainsKey(list))
        {
            return $"ERROR: add_lead NOT A DEFINED LIST ID, LIST EXISTS CHECK ENABLED - {phone}|{list}\n";
        }

        var notice = request.Says("nanpa_ac_prefix_check", "Y") ? $"NOTICE: add_lead NANPA options disabled, NANPA prefix data not loaded - 0|{user.Id}\n" : "";
        if (request.Says("dnc_check", "Y") && vicidial.DoNotCall.Contains(phone))
        {
            return $"{notice}ERROR: add_lead PHONE NUMBER IN DNC - {phone}|{user.Id}\n";
        }

        var campaign = request["campaign_id"];
        if (request.Says("campaign_dnc_check", "Y") && vicidial.DoNotCall.Contains($"{campaign}/{phone}"))
        {
            return $"{notice}ERROR: add_lead PHONE NUMBER IN CAMPAIGN DNC - {phone}|{campaign}|{user.Id}\n";
        }

        if (request.Has("duplicate_check"))
        {
            var (duplicate, failed) = new DuplicateCheck(vicidial, request, phone, list).Find();
            if (failed || duplicate is not null)
            {
                return failed ? null : notice + duplicate;
            }
        }

        return notice + Insert(request, user, phone, list, "add_lead");
    }

    public string Insert(VicidialRequest request, VicidialUser user, string phone, string list, string function)
    {
        var code = request.Digits("phone_code") is { Length: > 0 } given ? given : "1";
        var offset = PretendVicidial.OffsetOf(code);
        var custom = request.Says("custom_fields", "Y");
        var lead = vicidial.NewLead();
        (lead["phone_number"], lead["list_id"], lead["phone_code"], lead["user"]) = (phone, list, code, user.Id);
        (lead["gmt_offset_now"], lead["date_of_birth"], lead["last_local_call_time"]) = (offset ?? "0.00", "0000-00-00", PretendVicidial.Show(lead.EnteredAt));
        lead["entry_list_id"] = custom ? list : "0";
        foreach (var column in PretendLead.Columns.Except(["status", "user", "list_id", "gmt_offset_now", "phone_code", "phone_number", "called_count", "last_local_call_time", "entry_list_id"], StringComparer.Ordinal).Where(request.Has))
        {
            lead[column] = VicidialCleaning.Field(column, request[column], vicidial.KeepsNonLatin);
        }

        return $"SUCCESS: {function} LEAD HAS BEEN ADDED - {phone}|{list}|{lead.Id}|{offset}|{user.Id}\n" + (custom ? Custom(request, lead) : "") + Hopper(request, lead, user) + AltPhones(request, lead, user) + Callback(request, lead);
    }

    private string Custom(VicidialRequest request, PretendLead lead)
    {
        if (vicidial.ListOf(lead)?.CustomFields is not { Count: > 0 } fields)
        {
            return $"NOTICE: add_lead CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST - {lead.Phone}|{lead.Id}|{lead.List}\n";
        }

        foreach (var field in fields.Where(request.Has))
        {
            lead.Custom[field] = VicidialRequest.Keep(request[field], letter => letter is not (';' or '"')).Replace('+', ' ');
        }

        return $"NOTICE: add_lead CUSTOM FIELDS VALUES ADDED - {lead.Phone}|{lead.Id}|{lead.List}|1\n";
    }

    private string Hopper(VicidialRequest request, PretendLead lead, VicidialUser user)
    {
        if (!request.Says("add_to_hopper", "Y"))
        {
            return "";
        }

        var outside = request.Says("hopper_local_call_time_check", "Y") && vicidial.CampaignOf(lead.List)?.IsOutsideCallTime is true;
        return outside
            ? $"NOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - {lead.Phone}|{lead.Id}|{lead["gmt_offset_now"]}|0|{user.Id}\n"
            : $"NOTICE: add_lead ADDED TO HOPPER - {lead.Phone}|{lead.Id}|{vicidial.PutIntoHopper(lead.Id).ToString(CultureInfo.InvariantCulture)}|{user.Id}\n";
    }

    /// <summary>The numbers are printed before the notice, without a line's end.</summary>
    private static string AltPhones(VicidialRequest request, PretendLead lead, VicidialUser user)
    {
        if (!request.Has("multi_alt_phones"))
        {
            return "";
        }

        var numbers = request["multi_alt_phones"].Split('!');
        return $"{string.Concat(numbers.Select(number => number.Replace('_', '|').Replace('+', ' ')))}NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - {numbers.Length}|{lead.Id}|{user.Id}\n";
    }

    private string Callback(VicidialRequest request, PretendLead lead)
    {
        if (!request.Says("callback", "Y"))
        {
            return "";
        }

        var (campaign, type, agent) = (request["campaign_id"], request["callback_type"], request["callback_user"]);
        if (!vicidial.Campaigns.ContainsKey(campaign))
        {
            lead["status"] = "CBHOLD";
            return $"NOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - {lead.Id}|{campaign}\n";
        }

        lead["status"] = "CBHOLD";
        if (type is "USERONLY" && !vicidial.Agents.ContainsKey(agent))
        {
            return $"NOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - {lead.Id}|{campaign}|{agent}|{type}\n";
        }

        var status = request["callback_status"] is { Length: > 0 } own ? own : "CALLBK";
        vicidial.Callbacks.Add(new(lead.Id, type, status, request["callback_datetime"].Replace('+', ' '), vicidial.Now, agent, lead.List, campaign, request["callback_comments"].Replace('+', ' ')));
        return $"NOTICE: add_lead SCHEDULED CALLBACK ADDED - {lead.Id}|{campaign}|{request["callback_datetime"]}|{type}|{agent}|{status}\n";
    }
}
