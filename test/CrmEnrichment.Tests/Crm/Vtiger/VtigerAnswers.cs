using System.Net;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.Crm.Vtiger;

/// <summary>Vtiger's side of the tests: where it is asked, and what it answers.</summary>
internal static class VtigerAnswers
{
    public const string WebService = "/vtiger/webservice.php";
    public const string Challenge = $"{WebService}?operation=getchallenge&username=agent";
    public const string Phone = "+13175550142";
    public const string Pattern = "%1%7%5%5%5%0%1%4%2%";
    public const string Session = "hush-session";

    /// <summary>What the three modules are asked for by a source that reads the record only.</summary>
    public const string
        OfContacts = $"SELECT id,firstname,lastname,phone,mobile,homephone,otherphone,modifiedtime FROM Contacts WHERE phone LIKE '{Pattern}' OR mobile LIKE '{Pattern}' OR homephone LIKE '{Pattern}' OR otherphone LIKE '{Pattern}';",
        OfLeads = $"SELECT id,company,phone,mobile,modifiedtime FROM Leads WHERE phone LIKE '{Pattern}' OR mobile LIKE '{Pattern}';",
        OfAccounts = $"SELECT id,accountname,phone,otherphone,modifiedtime FROM Accounts WHERE phone LIKE '{Pattern}' OR otherphone LIKE '{Pattern}';";

    public static CrmRoom Room(params (string Name, string Value)[] settings) => new(
        """{"username":"agent","access_key":"hush567890123456","password":"hush-password"}""",
        [("Kind", "Vtiger"), ("Url", "https://crm.acme.example/vtiger"), .. settings]);

    /// <summary>A source whose login has been answered.</summary>
    public static CrmRoom LoggedIn(params (string Name, string Value)[] settings)
    {
        var room = Room(settings);
        room.Crm.When(HttpMethod.Get, Challenge).Answers(HttpStatusCode.OK, Challenged);
        room.Crm.When(HttpMethod.Post, WebService).Answers(HttpStatusCode.OK, Login());
        foreach (var module in new[] { "Contacts", "Leads", "Accounts" })
        {
            // Without a record that could be a canary, nobody can be found either.
            room.WhenAsked($"SELECT id FROM {module} LIMIT 1;").Answers(Rows());
        }

        return room;
    }

    /// <summary>The same, which reads the record only, and few of its fields.</summary>
    public static CrmRoom RecordOnly(params (string Name, string Value)[] settings) => LoggedIn(
    [
        ("Vtiger:Account", "false"), ("Fields:customerId", "Contacts.id|Leads.id|Accounts.id"),
        ("Fields:name", "Contacts.firstname Contacts.lastname|Leads.company|Accounts.accountname"), .. settings,
    ]);

    public static FakeRoute WhenAsked(this CrmRoom room, string vtql) => room.Crm.When(HttpMethod.Post, Call("query", "query", vtql));

    /// <summary>The search once the record is known to exist.</summary>
    public static string WithCanary(string vtql, string id) => vtql.Replace(";", $" OR id='{id}';", StringComparison.Ordinal);

    public static FakeRoute WhenRetrieved(this CrmRoom room, string id) => room.Crm.When(HttpMethod.Post, Call("retrieve", "id", id));

    public static FakeRoute WhenDescribed(this CrmRoom room, string module) => room.Crm.When(HttpMethod.Post, Call("describe", "elementType", module));

    public static FakeRoute Answers(this FakeRoute route, string body) => route.Answers(HttpStatusCode.OK, body);

    public static string Challenged => """{"success":true,"result":{"token":"6b00340bac1da","serverTime":1795175435,"expireTime":1795175735}}""";

    public static string Login(string session = Session) => Result(new JsonObject { ["sessionName"] = session, ["userId"] = "19x1" });

    public static string Prefix(string prefix) => Result(new JsonObject { ["label"] = "Dana", ["idPrefix"] = prefix });

    public static string Rows(params JsonObject[] rows) => Result(new JsonArray([.. rows]));

    public static string Result(JsonNode result) => new JsonObject { ["success"] = true, ["result"] = result }.ToJsonString();

    public static string Error(JsonNode? code) =>
        new JsonObject { ["success"] = false, ["error"] = new JsonObject { ["message"] = "Dana 3175550142", ["code"] = code } }.ToJsonString();

    public static JsonObject Contact(params (string Name, JsonNode? Value)[] fields)
    {
        var contact = new JsonObject
        {
            ["id"] = "12x16",
            ["firstname"] = "Dana",
            ["lastname"] = "Example",
            ["phone"] = "",
            ["mobile"] = "(317) 555-0142",
            ["modifiedtime"] = "2026-07-01 10:00:00",
        };
        foreach (var (name, value) in fields)
        {
            contact[name] = value;
        }

        return contact;
    }

    private static string Call(string operation, string parameter, string value) => $"{WebService}?operation={operation}&{parameter}={Uri.EscapeDataString(value)}";
}
