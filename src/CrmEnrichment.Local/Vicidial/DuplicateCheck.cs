namespace CrmEnrichment.Local.Vicidial;

/// <summary>The duplicate checks of add_lead.</summary>
internal sealed class DuplicateCheck(PretendVicidial vicidial, VicidialRequest request, string phone, string list)
{
    private static readonly string[] s_kinds = ["DUPPHONEALT", "DUPTITLEALTPHONE", "DUPNAMEPHONE", "DUP"];

    private static readonly (string Name, string Where)[] s_places = [("LIST", "IN LIST"), ("CAMP", "IN CAMPAIGN LISTS"), ("SYS", "IN SYSTEM")];

    /// <returns>The refusal, or null for none; and whether the SQL is wrong.</returns>
    public (string? Refusal, bool Failed) Find()
    {
        var check = request["duplicate_check"].ToUpperInvariant();
        foreach (var (place, where) in s_places)
        {
            foreach (var kind in s_kinds.Where(kind => check.Contains(kind + place, StringComparison.Ordinal)))
            {
                if ((place is "CAMP" && vicidial.CampaignOf(list) is null) || (kind is "DUPNAMEPHONE" && $"{request["first_name"]}{request["last_name"]}".Contains('\'', StringComparison.Ordinal)))
                {
                    return (null, true);
                }

                if (vicidial.Leads.Where(lead => IsIn(lead, place)).FirstOrDefault(lead => Matches(lead, kind)) is { } found)
                {
                    var (what, keys) = kind switch
                    {
                        "DUPTITLEALTPHONE" => ("DUPLICATE TITLE ALT_PHONE", $"{request["title"]}|{request["alt_phone"]}"),
                        "DUPNAMEPHONE" => ("DUPLICATE NAME PHONE", $"{request["first_name"]}|{request["last_name"]}|{phone}"),
                        _ => ("DUPLICATE PHONE NUMBER", phone),
                    };
                    var elsewhere = place is "LIST" ? "" : $"|{found.List}";
                    var by = kind is not "DUPPHONEALT" ? "" : found.Phone.Is(phone) ? "|PHONE" : "|ALT";
                    return ($"ERROR: add_lead {what} {where} - {keys}|{list}|{found.Id}{elsewhere}{by}\n", false);
                }
            }
        }

        return (null, false);
    }

    private bool IsIn(PretendLead lead, string place) => place switch
    {
        "LIST" => lead.List.Is(list),
        "CAMP" => vicidial.CampaignOf(lead.List) is { } campaign && campaign == vicidial.CampaignOf(list),
        _ => true,
    };

    private bool Matches(PretendLead lead, string kind) => kind switch
    {
        "DUPPHONEALT" => lead.Phone.Is(phone) || lead["alt_phone"].Is(phone),
        "DUPTITLEALTPHONE" => lead["title"].Is(request["title"]) && lead["alt_phone"].Is(request["alt_phone"]),
        "DUPNAMEPHONE" => lead["first_name"].Is(request["first_name"]) && lead["last_name"].Is(request["last_name"]) && lead.Phone.Is(phone),
        _ => lead.Phone.Is(phone),
    };
}
