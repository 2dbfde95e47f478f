using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CrmEnrichment.Local.Crm.Vtiger;

/// <summary>Vtiger 8.3's <c>webservice.php</c> as far as it is asked: login, describe, query, retrieve (docs/crm/vtiger.md). Errors come with 200.</summary>
public sealed partial class PretendVtiger : IPretendSource
{
    private readonly Dictionary<string, VtigerModuleTable> _modules = new(StringComparer.Ordinal)
    {
        ["Contacts"] = new("12", ["phone", "mobile", "homephone", "otherphone"], ["firstname", "lastname"], "email", "secondaryemail", "account_id", "donotcall")
        {
            Defaults = new Dictionary<string, string>(StringComparer.Ordinal) { ["donotcall"] = "0" },
        },
        ["Leads"] = new("10", ["phone", "mobile"], ["firstname", "lastname"], "email", "company", "leadstatus"),
        ["Accounts"] = new("11", ["phone", "otherphone"], ["accountname"], "accounttype"),
        ["Potentials"] = new("13", [], ["potentialname"], "related_to", "contact_id", "sales_stage", "closingdate", "amount"),
        ["HelpDesk"] = new("17", [], ["ticket_title"], "ticket_no", "description", "ticketstatus", "ticketpriorities", "contact_id", "parent_id")
        {
            Mandatory = ["ticket_title", "ticketstatus", "ticketpriorities", "assigned_user_id"],
        },
        ["ModComments"] = new("31", [], ["commentcontent"], "related_to")
        {
            Mandatory = ["commentcontent", "related_to", "assigned_user_id"],
            Lengths = new Dictionary<string, int>(StringComparer.Ordinal) { ["commentcontent"] = 65_535 },
        },
        ["Events"] = new(
            "18", [], ["subject"], "activitytype", "eventstatus", "date_start", "time_start", "due_date", "time_end", "duration_hours", "duration_minutes", "contact_id", "parent_id", "description", "location", "taskpriority", "createdtime")
        {
            Mandatory = ["subject", "assigned_user_id", "date_start", "time_start", "due_date", "time_end", "duration_hours", "eventstatus", "activitytype"],
            Lengths = new Dictionary<string, int>(StringComparer.Ordinal) { ["subject"] = 255, ["location"] = 150 },
        },
        ["PBXManager"] = new(
            "24", [], ["customernumber"], "direction", "callstatus", "starttime", "endtime", "totalduration", "billduration", "recordingurl", "sourceuuid", "gateway", "customer", "customertype", "user", "createdtime")
        {
            Mandatory = ["customernumber", "assigned_user_id"],
            Defaults = new Dictionary<string, string>(StringComparer.Ordinal) { ["totalduration"] = "0", ["billduration"] = "0" },
        },
        ["Users"] = new("19", [], ["user_name"], "email1", "status"),
    };

    /// <summary>In the place of PHP's page.</summary>
    private static readonly JsonObject s_page = [];

    private readonly ConcurrentDictionary<int, bool> _converted = new();
    private readonly VtigerWrites _writes;
    private PretendSystem? _system;

    private PretendVtiger(TimeProvider time)
    {
        Logins = new(time);
        _writes = new(_modules, time);
    }

    /// <summary>By module, the field that duplicate prevention compares; none as Vtiger comes.</summary>
    public IDictionary<string, string> UniqueFields => _writes.UniqueFields;

    /// <summary>Calendars are private: the user that we log in as sees only events of its own.</summary>
    public bool HasPrivateCalendars { get; set; } = true;

    /// <summary>The record's fields as Vtiger stores them, by the module.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Records(string module) => [.. _modules[module].Records.Select(record => new Dictionary<string, string>(record, StringComparer.Ordinal))];

    /// <summary>Adds a field that an administrator made.</summary>
    public void AddField(string module, string field, string type, bool isReadOnly = false) => _modules[module].Add(field, type, isReadOnly);

    public string Kind => "Vtiger";

    public Uri Url => _system!.Url;

    public RequestLog Requests => _system!.Requests;

    /// <summary>PHP's warnings, its "Sorry!" and its empty pages among them: <see cref="Fault.Answer"/> with 200.</summary>
    public FaultScript Faults => _system!.Faults;

    public VtigerLogins Logins { get; }

    /// <summary>The user that we log in as.</summary>
    public const string UserId = "19x1";

    /// <summary>Whether an extension brings the endpoint that <c>Auth: Token</c> asks; Vtiger itself has none.</summary>
    public bool HasTokenEndpoint { get; set; }

    /// <summary>Fits both ways of logging in.</summary>
    public string Secret => new JsonObject { ["username"] = Logins.UserName, ["access_key"] = Logins.AccessKey, ["password"] = Logins.Password }.ToJsonString();

    public static async Task<PretendVtiger> StartAsync(IPAddress address, int port, TimeProvider time)
    {
        var vtiger = new PretendVtiger(time);
        vtiger._system = await PretendSystem.StartAsync(address, port, time, vtiger.AnswerAsync);
        return vtiger;
    }

    /// <summary>Adds a record, or replaces the one of that number, and gives its id. A number belongs to one record of all modules.</summary>
    public string Put(string module, int number, params (string Field, string Value)[] fields)
    {
        _modules[module].Put(number, fields);
        return $"{_modules[module].Prefix}x{number}";
    }

    /// <summary>Numbers the modules otherwise, as another installation does: before any record is put.</summary>
    public void UsePrefix(string module, string prefix) => _modules[module].Prefix = prefix;

    /// <summary>Whether the database behind it runs a query, as when it kills those that take too long. Vtiger itself then answers success and no rows.</summary>
    public Func<string, bool>? DatabaseRuns { get; set; }

    /// <summary>Takes a record away, as the recycle bin does.</summary>
    public void Delete(string module, int number) => _modules[module].Delete(number);

    /// <summary>Hides a field in the user's profile: it is described no more, and a query that names it is denied.</summary>
    public void Hide(string module, string field) => _modules[module].Hide(field);

    /// <summary>Fields that the user sees and may not write: a write reports success and leaves them as they are.</summary>
    public void Protect(string module, string field) => _modules[module].ReadOnly.Add(field);

    /// <summary>Makes something else of a lead. It is found no more, and still retrieved by its id, and changed.</summary>
    public void ConvertLead(int number) => _converted[number] = true;

    /// <summary>Leaves the module to the user for reading only.</summary>
    public void DenyEdit(string module) => _writes.ReadOnlyModules.Add(module);

    /// <summary>Takes the module from the user's profile.</summary>
    public void Deny(string module) => _modules.Remove(module);

    public ValueTask DisposeAsync() => _system!.DisposeAsync();

    private Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        var url = QueryHelpers.ParseQuery(request.Query);
        switch (request.Path)
        {
            case "/webservice.php" when Serve(request, url) is { } answer:
                return answer == s_page ? context.Response.WriteAsync("Sorry! Attempt to access restricted file.", context.RequestAborted) : WriteAsync(context, answer);
            case "/webservice.php":
                request.Unexpected = true;
                return WriteNothingAsync(context, 500);
            case "/index.php" when Text(url, "module") is "Users" && Text(url, "action") is "GetToken":
                return HasTokenEndpoint ? WriteAsync(context, GetToken(JsonElement.Parse(request.Content.Span))) : WriteNothingAsync(context, 200);
            default:
                request.Unexpected = true;
                return WriteNothingAsync(context, 404);
        }
    }

    /// <returns>Null for what there is no operation for.</returns>
    private JsonObject? Serve(RecordedRequest request, Dictionary<string, StringValues> url)
    {
        var isForm = request.Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) is true;
        var form = isForm ? QueryHelpers.ParseQuery(request.Body) : [];

        // The operation and the session are taken from either; all else from where the operation's own verb has it, whatever verb was used.
        var operation = Either("operation");
        switch (operation)
        {
            case "getchallenge":
                return Logins.Is(Text(url, "username")) ? VtigerReply.Result(Challenge()) : VtigerReply.Error("ACCESS_DENIED", "username does not exists");
            case "login":
                return form.ContainsKey("username") ? LogIn(Text(form, "username"), Text(form, "accessKey")) : VtigerReply.Denied();
        }

        var bearer = request.Headers.GetValueOrDefault("Authorization")?.Split(' ') is ["Bearer", var token] ? token : "";
        var session = Either("sessionName") is { Length: > 0 } name ? name : bearer;
        return session.Length == 0 ? VtigerReply.Error("AUTHENTICATION_REQUIRED", "Authencation required")
            : !Logins.Knows(session) ? VtigerReply.Error("INVALID_SESSIONID", "Session Identifier provided is Invalid")
            : operation switch
            {
                "describe" => _modules.TryGetValue(Text(url, "elementType"), out var module) ? VtigerReply.Result(module.Describe(Text(url, "elementType"))) : VtigerReply.Denied($" for name : {Text(url, "elementType")}"),
                "query" => Query(Text(url, "query")),
                "retrieve" => Retrieve(Text(url, "id")),
                "create" when form.ContainsKey("element") => _writes.Create(Text(form, "elementType"), JsonNode.Parse(Text(form, "element"))!.AsObject()) ?? s_page,
                "revise" when form.ContainsKey("element") => _writes.Revise(JsonNode.Parse(Text(form, "element"))!.AsObject(), Find),
                _ => null,
            };

        string Either(string name) => Text(url.ContainsKey(name) ? url : form, name);
    }

    private JsonObject Challenge()
    {
        var challenge = Logins.Challenge();
        return new JsonObject { ["token"] = challenge, ["serverTime"] = 0, ["expireTime"] = 300 };
    }

    private JsonObject LogIn(string user, string answer) => Logins.LogIn(user, answer) is { } session
        ? VtigerReply.Result(new JsonObject { ["sessionName"] = session, ["userId"] = UserId, ["version"] = "0.22", ["vtigerVersion"] = "8.3.0" })
        : VtigerReply.Error("INVALID_USER_CREDENTIALS", "Invalid username or password");

    private JsonObject GetToken(JsonElement ask) => Logins.SignIn(ask.GetProperty("username").GetString(), ask.GetProperty("password").GetString()) is { } token
        ? VtigerReply.Result(new JsonObject { ["access_token"] = token })
        : VtigerReply.Error("INVALID_USER_CREDENTIALS", "Invalid username or password");

    private JsonObject Query(string text) =>
        VtqlSelect.Parse(text) is not { } query ? VtigerReply.Error("QUERY_SYNTAX_ERROR", "Syntax Error on line 1: Unexpected End of Input(0), expected one of: SEMICOLON")
        : !_modules.TryGetValue(query.Module, out var module) ? VtigerReply.Denied($" for name : {query.Module}")
        : query.Fields.FirstOrDefault(field => !module.HasField(field)) is { } unknown ? VtigerReply.Error("ACCESS_DENIED", $"Permission to access '.{unknown}.' attribute denied.")
        : DatabaseRuns?.Invoke(text) is false ? VtigerReply.Result(new JsonArray())
        : VtigerReply.Result(new JsonArray([.. Ordered(module, query).Take(query.Limit).Select(record => module.Show(record, query.Columns))]));

    private IEnumerable<Dictionary<string, string>> Ordered(VtigerModuleTable module, VtqlSelect query)
    {
        var rows = module.Records.Where(record => IsSeen(module, record) && !IsConverted(module, record) && query.Fits(field => VtigerModuleTable.Text(record, field)));
        return query.OrderBy is not { } field ? rows
            : query.NewestFirst ? rows.OrderByDescending(record => VtigerModuleTable.Text(record, field), StringComparer.Ordinal)
            : rows.OrderBy(record => VtigerModuleTable.Text(record, field), StringComparer.Ordinal);
    }

    private JsonObject Retrieve(string id) =>
        Owner(id) is not var (table, number) || !IsSeen(table, table.Find(number)) ? VtigerReply.Denied()
        : id.StartsWith($"{table.Prefix}x", StringComparison.Ordinal) ? VtigerReply.Result(table.Retrieve(number))
        : VtigerReply.Error("INVALID_ID_ATTRIBUTE", "Id specified is incorrect");

    /// <returns>The record of that id; null for one that is not there, or not shown.</returns>
    private (VtigerModuleTable Table, int Number)? Find(string id) =>
        Owner(id) is var (table, number) && id.StartsWith($"{table.Prefix}x", StringComparison.Ordinal) && IsSeen(table, table.Find(number)) ? (table, number) : null;

    private (VtigerModuleTable Table, int Number)? Owner(string id) =>
        RecordId.Match(id) is { Success: true } parts && int.TryParse(parts.Groups["number"].Value, out var number) && _modules.Values.FirstOrDefault(table => table.Has(number)) is { } owner
            ? (owner, number)
            : null;

    private bool IsConverted(VtigerModuleTable table, Dictionary<string, string> record) => table == _modules.GetValueOrDefault("Leads") && _converted.Keys.Any(number => table.Has(number) && table.Find(number) == record);

    private bool IsSeen(VtigerModuleTable table, Dictionary<string, string> record) =>
        !HasPrivateCalendars || table != _modules.GetValueOrDefault("Events") || VtigerModuleTable.Text(record, "assigned_user_id") is UserId;

    private static string Text(Dictionary<string, StringValues> parameters, string name) => parameters.GetValueOrDefault(name).ToString();

    private static Task WriteAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    private static Task WriteNothingAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=UTF-8";
        return Task.CompletedTask;
    }

    [GeneratedRegex(@"\A(?<prefix>[0-9]{1,9})x(?<number>[0-9]{1,18})\z", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex RecordId { get; }
}
