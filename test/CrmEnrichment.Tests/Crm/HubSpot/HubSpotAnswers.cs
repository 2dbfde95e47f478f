using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.Crm.HubSpot;

/// <summary>HubSpot's side of the tests: where it is asked, and what it answers.</summary>
internal static class HubSpotAnswers
{
    public const string Contacts = "/crm/objects/2026-09/contacts/search";
    public const string Deals = "/crm/objects/2026-09/0-3/search";
    public const string Company = "/crm/objects/2026-09/companies/901?properties=name";
    public const string Phone = "+13175550142";

    public static CrmRoom Room(params (string Name, string Value)[] settings) =>
        new("""{"access_token":"pat-hush"}""", [("Kind", "HubSpot"), .. settings]);

    /// <summary>A source that reads contacts only: one request by number.</summary>
    public static CrmRoom ContactsOnly(params (string Name, string Value)[] settings) =>
        Room([("HubSpot:Company", "false"), ("HubSpot:Deal", "false"), .. settings]);

    public static JsonObject Contact(string id = "51", params (string Name, string? Value)[] properties)
    {
        var contact = new JsonObject
        {
            ["firstname"] = "Dana",
            ["lastname"] = "Example",
            ["email"] = "dana@example.com",
            ["phone"] = "(317) 555-0142",
            ["hs_calculated_phone_number"] = Phone,
            ["hs_object_id"] = id,
            ["associatedcompanyid"] = "901",
            ["lifecyclestage"] = "customer",
            ["lastmodifieddate"] = "2026-07-01T10:00:00.123Z",
            ["hubspot_owner_id"] = null,
        };
        foreach (var (name, value) in properties)
        {
            contact[name] = value;
        }

        return Record(id, contact);
    }

    public static JsonObject Record(string id, JsonObject properties) => new() { ["id"] = id, ["properties"] = properties, ["archived"] = false };

    public static string Results(params JsonObject[] records) => new JsonObject { ["total"] = records.Length, ["results"] = new JsonArray([.. records]) }.ToJsonString();

    /// <summary>How a contact is asked for by id.</summary>
    public static string ById(string id) =>
        $"/crm/objects/2026-09/contacts/{id}?properties=" + Uri.EscapeDataString(
            "hs_object_id,firstname,lastname,email,lifecyclestage,hubspot_owner_id,associatedcompanyid,total_revenue,recent_deal_close_date,lastmodifieddate");
}
