using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmEnrichment.Local.Crm.Salesforce;

/// <summary>Salesforce as far as it is asked: login, search by number, a record by id, an account with its opportunity, and what is written after the call (docs/crm/salesforce.md).</summary>
public sealed class PretendSalesforce : IPretendSource
{
    /// <summary>The one version that it has.</summary>
    public const string Version = "v67.0";

    private readonly SalesforceQueries _queries;
    private readonly SalesforceWrites _writes;
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<JsonNode>> _rest = new(StringComparer.Ordinal);
    private PretendSystem? _system;
    private int _used;

    private PretendSalesforce(TimeProvider time)
    {
        _queries = new(Store);
        _writes = new(Store, _queries, time);
    }

    /// <summary>What it holds.</summary>
    public SalesforceStore Store { get; } = new();

    public string Kind => "Salesforce";

    public Uri Url => _system!.Url;

    public RequestLog Requests => _system!.Requests;

    public FaultScript Faults => _system!.Faults;

    public SalesforceClientApp App { get; } = new();

    public string Secret => App.Secret;

    /// <summary>Requests to the API in a day.</summary>
    public int DailyLimit { get; set; } = 5000;

    /// <summary>Records of a query that one answer holds.</summary>
    public int RecordsOfAnswer { get; set; } = 2000;

    public int TokensIssued { get; private set; }

    /// <summary>Every session ends.</summary>
    public void RevokeTokens() => _tokens.Clear();

    /// <summary>Adds a record, or replaces the one of that id.</summary>
    public void Put(string type, string id, params (string Field, JsonNode? Value)[] fields) => Store.Put(type, id, fields);

    public static async Task<PretendSalesforce> StartAsync(IPAddress address, int port, TimeProvider time)
    {
        var salesforce = new PretendSalesforce(time);
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
            case ("POST", ["", "services", "data", Version, "composite"]):
                return WriteAsync(context, 200, _writes.Composite(JsonNode.Parse(request.Content.Span)!));
            case ("GET", ["", "services", "data", Version, "queryAll"]) when _queries.AnswerAll(QueryHelpers.ParseQuery(request.Query)["q"].ToString()) is { } answer:
                return WriteAsync(context, answer.Status, answer.Body);
            case ("GET", ["", "services", "data", Version, "query", var cursor]):
                return _rest.TryRemove(cursor, out var rest) ? WriteAsync(context, 200, Page(rest)) : WriteAsync(context, 400, Error("INVALID_QUERY_LOCATOR", "invalid query locator"));
            case ("GET" or "PATCH" or "POST", ["", "services", "data", Version, "sobjects" or "query", ..]):
                var (status, body) = _writes.Answer(request.Method, request.Path + request.Query, request.Content.IsEmpty ? null : JsonNode.Parse(request.Content.Span)!.AsObject());
                request.Unexpected = body is JsonArray && body[0]!["errorCode"]!.ToString() is "NOT_IMPLEMENTED";
                return WriteAsync(context, status, body is JsonObject list && list["records"] is JsonArray records ? Page([.. records.Select(record => record!.DeepClone())]) : body);
            default:
                request.Unexpected = true;
                return WriteAsync(context, 501, Error("NOT_IMPLEMENTED", $"The pretend Salesforce does not have {request.Method} {request.Path}."));
        }
    }

    /// <summary>As many records as an answer holds, and where the rest is.</summary>
    private JsonObject Page(IReadOnlyList<JsonNode> records)
    {
        var page = new JsonObject { ["totalSize"] = records.Count, ["done"] = records.Count <= RecordsOfAnswer, ["records"] = new JsonArray([.. records.Take(RecordsOfAnswer)]) };
        if (records.Count > RecordsOfAnswer)
        {
            var cursor = $"01g{Guid.NewGuid():N}-{RecordsOfAnswer}";
            _rest[cursor] = [.. records.Skip(RecordsOfAnswer)];
            page["nextRecordsUrl"] = $"/services/data/{Version}/query/{cursor}";
        }

        return page;
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
                from record in Store.All
                where string.Equals(record.Type, type, StringComparison.Ordinal) && record.Record.Any(field => IsNumberWith(digits, field))
                select SalesforceQueries.Show(type, record.Record, [.. asked.GetProperty("fields").EnumerateArray().Select(field => field.GetString()!)])]),
        };
    }

    private static bool IsNumberWith(string digits, KeyValuePair<string, JsonNode?> field) =>
        field.Key.EndsWith("Phone", StringComparison.Ordinal)
        && string.Concat((field.Value?.ToString() ?? "").Where(char.IsAsciiDigit)).EndsWith(digits, StringComparison.Ordinal);

    private static JsonArray Error(string code, string message) => [new JsonObject { ["message"] = message, ["errorCode"] = code }];

    private static Task WriteAsync(HttpContext context, int status, JsonNode? body)
    {
        context.Response.StatusCode = status;
        if (body is null)
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
