using System.Text.Json.Nodes;
using CrmEnrichment.Local.SecretsManager;

namespace CrmEnrichment.Local.Vicidial;

/// <summary>What there is in the local cloud's VICIdial: a user of the APIs, a campaign with two lists and two leads, and three agents.</summary>
public static class VicidialAccount
{
    public const string User = "apiuser";
    public const string Password = "ApiPass123";
    public const string Campaign = "TESTCAMP";
    public const string List = "101";
    public const string Secret = "crm-enrichment/vicidial-api";

    internal static void PutInto(Secrets secrets, PretendVicidial vicidial)
    {
        SetLogin(secrets, User, Password);
        Fill(vicidial);
    }

    /// <summary>What the functions log in with.</summary>
    public static void SetLogin(Secrets secrets, string user, string password) => secrets.Set(Secret, new JsonObject { ["user"] = user, ["pass"] = password }.ToJsonString());

    internal static void Fill(PretendVicidial vicidial)
    {
        vicidial.Users[User] = new(User, Password);
        vicidial.Campaigns[Campaign] = new(Campaign, "Test Campaign");
        vicidial.Lists[List] = new(List, Campaign, ["favorite_color", "crm_url"]);
        vicidial.Lists["102"] = new("102", Campaign, []);
        vicidial.Lists["998"] = new("998", Campaign, []);
        vicidial.Lists["999"] = new("999", Campaign, []);
        var first = Put(vicidial, 501, "NEW", "VDAD", "7275551001", "Ms", "Ana", "Perez");
        (first["alt_phone"], first["entry_list_id"], first.Custom["crm_url"]) = ("7275559001", List, "https://crm.example/501");
        var second = Put(vicidial, 502, "INCALL", "1002", "7275551002", "Mr", "Bob", "Wilson");
        second["called_count"] = "3";
        vicidial.Agents["1001"] = new("1001") { AltUser = "CRM1001" };
        vicidial.Agents["1002"] = new("1002") { Status = "INCALL", LeadId = second.Id, CallId = "V1120065900000000502", UniqueId = "1795175940.502", CallBegan = vicidial.Clock };
        vicidial.Agents["1003"] = new("1003") { Status = "READY" };
        vicidial.DoNotCall.Add("7275550099");
        vicidial.DoNotCall.Add($"{Campaign}/7275550098");
    }

    private static PretendLead Put(PretendVicidial vicidial, int id, string status, string user, string phone, string title, string first, string last)
    {
        var lead = vicidial.NewLead(id);
        (lead["status"], lead["user"], lead["vendor_lead_code"], lead["source_id"]) = (status, user, $"CRM-{id}", $"SRC-{id}");
        (lead["list_id"], lead["gmt_offset_now"], lead["phone_code"], lead["phone_number"]) = (List, "-5.00", "1", phone);
        (lead["title"], lead["first_name"], lead["last_name"]) = (title, first, last);
        return lead;
    }
}
