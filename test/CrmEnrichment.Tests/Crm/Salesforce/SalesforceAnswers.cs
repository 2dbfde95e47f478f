using System.Net;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.Crm.Salesforce;

/// <summary>Salesforce's side of the tests: where it is asked, and what it answers.</summary>
internal static class SalesforceAnswers
{
    public const string Login = "https://acme.my.salesforce.com";
    public const string Token = "/services/oauth2/token";
    public const string Search = "/services/data/v67.0/parameterizedSearch";
    public const string Phone = "+13175550142";
    public const string ContactId = "003000000000051AAA", AccountId = "001000000000901AAA";

    public static CrmRoom Room(params (string Name, string Value)[] settings) => new(
        """{"client_id":"the-app","client_secret":"hush"}""", [("Kind", "Salesforce"), ("Url", Login), .. settings]);

    /// <summary>A source that reads the record only, whose login has been answered.</summary>
    public static CrmRoom RecordOnly(params (string Name, string Value)[] settings)
    {
        var room = Room([("Salesforce:Account", "false"), ("Salesforce:Opportunity", "false"), .. settings]);
        room.Crm.When(HttpMethod.Post, Token).Answers(HttpStatusCode.OK, Granted());
        return room;
    }

    public static string Granted(string token = "00D!hush", string instance = Login) =>
        new JsonObject { ["access_token"] = token, ["instance_url"] = instance, ["token_type"] = "Bearer" }.ToJsonString();

    public static JsonObject Record(string type, string id, params (string Name, JsonNode? Value)[] fields)
    {
        var record = new JsonObject
        {
            ["attributes"] = new JsonObject { ["type"] = type },
            ["Id"] = id,
            ["Name"] = "Dana Example",
            ["Phone"] = "(317) 555-0142",
            ["LastModifiedDate"] = "2026-07-01T10:00:00.000+0000",
        };
        foreach (var (name, value) in fields)
        {
            record[name] = value;
        }

        return record;
    }

    public static JsonObject Contact(params (string Name, JsonNode? Value)[] fields) =>
        Record("Contact", ContactId, [("Email", "dana@example.com"), ("AccountId", AccountId), .. fields]);

    public static string Found(params JsonObject[] records) => new JsonObject { ["searchRecords"] = new JsonArray([.. records]) }.ToJsonString();

    public static string Error(string code) => new JsonArray(new JsonObject { ["message"] = "Dana 3175550142", ["errorCode"] = code }).ToJsonString();

    public static string Query(string soql) => $"/services/data/v67.0/query?q={Uri.EscapeDataString(soql)}";
}
