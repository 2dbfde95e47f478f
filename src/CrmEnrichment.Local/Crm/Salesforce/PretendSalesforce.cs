using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmEnrichment.Local.Crm.Salesforce;

/// <summary>Salesforce as far as it is asked: login, search by number, a record by id, an account with its opportunity (docs/crm/salesforce.md).</summary>
public sealed partial class PretendSalesforce : IPretendSource
{
    /// <summary>The one version that it has.</summary>
    public const string Version = "v67.0";

    private readonly ConcurrentDictionary<string, (string Type, JsonObject Record)> _records = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);
    private PretendSystem? _system;
    private int _used;

    private PretendSalesforce()
    {
    }

    public string Kind => "Salesforce";

    public Uri Url => _system!.Url;

    public RequestLog Requests => _system!.Requests;

    public FaultScript Faults => _system!.Faults;

    public SalesforceClientApp App { get; } = new();

    public string Secret => App.Secret;

    /// <summary>Requests to the API in a day.</summary>
    public int DailyLimit { get; set; } = 5000;

    public int TokensIssued { get; private set; }

    /// <summary>Every session ends.</summary>
    public void RevokeTokens() => _tokens.Clear();

    /// <summary>Adds a record, or replaces the one of that id.</summary>
    public void Put(string type, string id, params (string Field, JsonNode? Value)[] fields) =>
        _records[id] = (type, new JsonObject(fields.Append(("Id", id)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

    public static async Task<PretendSalesforce> StartAsync(IPAddress address, int port, TimeProvider time)
    {
        var salesforce = new PretendSalesforce();
        salesforce._system = await PretendSystem.StartAsync(address, port, time, salesforce.AnswerAsync);
        return salesforce;
    }

    public async ValueTask DisposeAsync()
    {
        App.Dispose();
        await _system!.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        if (request is { Method: "POST", Path: "/services/oauth2/token" })
        {
            return LogInAsync(context, request);
        }

        if (!_tokens.ContainsKey(request.Headers.GetValueOrDefault("Authorization") ?? ""))
        {
            return WriteAsync(context, 401, Error("INVALID_SESSION_ID", "Session expired or invalid"));
        }

        context.Response.Headers["Sforce-Limit-Info"] = $"api-usage={++_used}/{DailyLimit}";
        if (_used > DailyLimit)
        {
            return WriteAsync(context, 403, Error("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."));
        }

        switch (request.Method, request.Path.Split('/'))
        {
            case ("POST", ["", "services", "data", Version, "parameterizedSearch"]):
                return WriteAsync(context, 200, Search(JsonElement.Parse(request.Content.Span)));
            case ("GET", ["", "services", "data", Version, "sobjects", var type, var id]):
                return _records.TryGetValue(id, out var found) && string.Equals(found.Type, type, StringComparison.Ordinal)
                    ? WriteAsync(context, 200, Show(type, found.Record, Parameter(request, "fields").Split(',')))
                    : WriteAsync(context, 404, Error("NOT_FOUND", "The requested resource does not exist"));
            case ("GET", ["", "services", "data", Version, "query"]) when Soql.Match(Parameter(request, "q")) is { Success: true } query:
                return WriteAsync(context, 200, Query(query));
            default:
                request.Unexpected = true;
                return WriteAsync(context, 501, Error("NOT_IMPLEMENTED", $"The pretend Salesforce does not have {request.Method} {request.Path}."));
        }
    }

    private Task LogInAsync(HttpContext context, RecordedRequest request)
    {
        if (!App.Accepts(QueryHelpers.ParseQuery(request.Body)))
        {
            return WriteAsync(context, 400, new JsonObject { ["error"] = "invalid_client", ["error_description"] = "invalid client credentials" });
        }

        TokensIssued++;
        var token = $"00Dlocal!{Guid.NewGuid():N}";
        _tokens[$"Bearer {token}"] = true;
        return WriteAsync(context, 200, new JsonObject
        {
            ["access_token"] = token,
            ["instance_url"] = Url.ToString().TrimEnd('/'),
            ["token_type"] = "Bearer",
            ["scope"] = "api",
        });
    }

    private JsonObject Search(JsonElement search)
    {
        var digits = search.GetProperty("q").GetString()!;
        return new JsonObject
        {
            ["searchRecords"] = new JsonArray([..
                from asked in search.GetProperty("sobjects").EnumerateArray()
                let type = asked.GetProperty("name").GetString()!
                from record in _records.Values
                where string.Equals(record.Type, type, StringComparison.Ordinal) && record.Record.Any(field => IsNumberWith(digits, field))
                select Show(type, record.Record, [.. asked.GetProperty("fields").EnumerateArray().Select(field => field.GetString()!)])]),
        };
    }

    private static bool IsNumberWith(string digits, KeyValuePair<string, JsonNode?> field) =>
        field.Key.EndsWith("Phone", StringComparison.Ordinal)
        && string.Concat((field.Value?.ToString() ?? "").Where(char.IsAsciiDigit)).EndsWith(digits, StringComparison.Ordinal);

    private JsonObject Query(Match query)
    {
        if (!_records.TryGetValue(query.Groups["id"].Value, out var account))
        {
            return List([]);
        }

        var shown = Show("Account", account.Record, query.Groups["account"].Value.Split(", "));
        if (query.Groups["opportunity"] is { Success: true } asked)
        {
            var open = _records.Values.FirstOrDefault(record => record.Type is "Opportunity"
                && JsonNode.DeepEquals(record.Record["AccountId"], account.Record["Id"]) && record.Record["IsClosed"]!.GetValue<bool>() is false).Record;
            shown["Opportunities"] = open is null ? null : List([Show("Opportunity", open, asked.Value.Split(", "))]);
        }

        return List([shown]);
    }

    private static JsonObject List(JsonNode[] records) => new() { ["totalSize"] = records.Length, ["done"] = true, ["records"] = new JsonArray(records) };

    private static JsonObject Show(string type, JsonObject record, string[] asked)
    {
        var shown = new JsonObject(asked.Select(field => KeyValuePair.Create(field, record[field]?.DeepClone())));
        shown["attributes"] = new JsonObject { ["type"] = type, ["url"] = $"/services/data/{Version}/sobjects/{type}/{record["Id"]}" };
        return shown;
    }

    private static string Parameter(RecordedRequest request, string name) => QueryHelpers.ParseQuery(request.Query).GetValueOrDefault(name).ToString();

    private static JsonArray Error(string code, string message) => [new JsonObject { ["message"] = message, ["errorCode"] = code }];

    private static Task WriteAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    /// <summary>The one query that the product writes.</summary>
    [GeneratedRegex(@"^SELECT (?<account>[\w, ]+?)(, \(SELECT (?<opportunity>[\w, ]+) FROM Opportunities WHERE IsClosed = false ORDER BY LastModifiedDate DESC LIMIT 1\))? FROM Account WHERE Id = '(?<id>\w{15,18})'$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Soql { get; }
}
