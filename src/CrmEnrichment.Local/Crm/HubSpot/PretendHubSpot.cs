using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmEnrichment.Local.Crm.HubSpot;

/// <summary>HubSpot's CRM API as far as it is asked: a record by id, searches by equality, and what is written after the call (docs/crm/hubspot.md).</summary>
public sealed class PretendHubSpot : IPretendSource
{
    /// <summary>The one version that it has.</summary>
    public const string Version = "2026-09";

    private readonly HubSpotWrites _writes;
    private PretendSystem? _system;

    private PretendHubSpot() => _writes = new(Store);

    /// <summary>What it holds.</summary>
    public HubSpotStore Store { get; } = new();

    public string Kind => "HubSpot";

    public Uri Url => _system!.Url;

    public RequestLog Requests => _system!.Requests;

    public FaultScript Faults => _system!.Faults;

    /// <summary>The service key. Change it to rotate.</summary>
    public string AccessToken { get; set; } = "pat-local";

    public string Secret => new JsonObject { ["access_token"] = AccessToken }.ToJsonString();

    /// <summary>Properties that the account does not have. It has any other.</summary>
    public ISet<string> NoSuchProperties => Store.NoSuchProperties;

    /// <summary>Adds a record, or replaces the one of that id. What is associated with it is a property <c>associations.…</c>, as searches have it.</summary>
    public void Put(string type, string id, params (string Property, string? Value)[] properties) => Store.Put(type, id, properties);

    public static async Task<PretendHubSpot> StartAsync(IPAddress address, int port, TimeProvider time)
    {
        var hubSpot = new PretendHubSpot();
        hubSpot._system = await PretendSystem.StartAsync(address, port, time, hubSpot.AnswerAsync);
        return hubSpot;
    }

    public ValueTask DisposeAsync() => _system!.DisposeAsync();

    private Task AnswerAsync(HttpContext context, RecordedRequest request)
    {
        if (!string.Equals(request.Headers.GetValueOrDefault("Authorization"), $"Bearer {AccessToken}", StringComparison.Ordinal))
        {
            return WriteAsync(context, 401, Error("INVALID_AUTHENTICATION", "Authentication credentials not found."));
        }

        switch (request.Method, request.Path.Split('/'))
        {
            case ("POST", ["", "crm", "objects", Version, var type, "search"]):
                return SearchAsync(context, request, type);
            case ("POST", ["", "crm", "properties", Version, _, "batch", "read"]):
                return WriteAsync(context, 200, new JsonObject
                {
                    ["status"] = "COMPLETE",
                    ["results"] = new JsonArray([.. JsonElement.Parse(request.Content.Span).GetProperty("inputs").EnumerateArray()
                        .Select(input => input.GetProperty("name").GetString()!).Where(name => !NoSuchProperties.Contains(name)).Select(name => new JsonObject { ["name"] = name })]),
                });
            case ("GET", ["", "crm", "objects", Version, var type, var id]):
                var asked = QueryHelpers.ParseQuery(request.Query).GetValueOrDefault("properties").ToString().Split(',');
                return Store.Find(type, id) is { } found
                    ? WriteAsync(context, 200, HubSpotRecord.Show(found.Id, found.Record, asked))
                    : WriteAsync(context, 404, Error("OBJECT_NOT_FOUND", "resource not found"));
            case ("POST", ["", "crm", "objects", Version, var type, "batch", "upsert"]):
                return WriteAsync(context, _writes.Upsert(type, Sent(request)));
            case ("POST", ["", "crm", "objects", Version, var type]):
                return WriteAsync(context, _writes.Create(type, Sent(request)));
            case ("PATCH", ["", "crm", "objects", Version, var type, var id]):
                return WriteAsync(context, _writes.Change(type, id, Sent(request)));
            case ("PUT", ["", "crm", "objects", Version, var type, var id, "associations", "default", "contacts", var contact]):
                return WriteAsync(context, _writes.Associate(type, id, contact));
            case ("GET", ["", "crm", "properties", Version, var type, var name]):
                return NoSuchProperties.Contains(name)
                    ? WriteAsync(context, 404, Error("OBJECT_NOT_FOUND", "Property does not exist"))
                    : WriteAsync(context, 200, new JsonObject { ["name"] = name, ["hasUniqueValue"] = Store.Unique.Contains((type, name)) });
            case ("GET", ["", "crm", "owners", Version]):
                return WriteAsync(context, 200, Owners(QueryHelpers.ParseQuery(request.Query).GetValueOrDefault("email").ToString()));
            default:
                request.Unexpected = true;
                return WriteAsync(context, 501, Error("NOT_IMPLEMENTED", $"The pretend HubSpot does not have {request.Method} {request.Path}."));
        }
    }

    private Task SearchAsync(HttpContext context, RecordedRequest request, string type)
    {
        var search = JsonElement.Parse(request.Content.Span);
        var newestBy = search.GetProperty("sorts")[0].GetString()!.TrimStart('-');
        var found = Store.All
            .Where(record => string.Equals(record.Key.Type, type, StringComparison.Ordinal) && search.GetProperty("filterGroups").EnumerateArray().Any(group => Fits(record.Value, group)))
            .OrderByDescending(record => record.Value[newestBy]?.ToString(), StringComparer.Ordinal).ToList();
        var asked = search.GetProperty("properties").EnumerateArray().Select(property => property.GetString()!).ToArray();
        return WriteAsync(context, 200, new JsonObject
        {
            ["total"] = found.Count,
            ["results"] = new JsonArray([.. found.Take(search.GetProperty("limit").GetInt32()).Select(record => HubSpotRecord.Show(record.Key.Id, record.Value, asked))]),
        });
    }

    private static bool Fits(JsonObject record, JsonElement group) => group.GetProperty("filters").EnumerateArray().All(filter =>
        filter.GetProperty("operator").GetString() is "EQ"
        && string.Equals(record[filter.GetProperty("propertyName").GetString()!]?.ToString(), filter.GetProperty("value").GetString(), StringComparison.Ordinal));

    /// <summary>An address finds whoever has it, and archived users are no owners.</summary>
    private JsonObject Owners(string email) => new()
    {
        ["results"] = new JsonArray([.. Store.Owners.Where(owner => !owner.Value.Archived && string.Equals(owner.Value.Email, email, StringComparison.OrdinalIgnoreCase))
            .Select(owner => new JsonObject { ["id"] = owner.Key, ["email"] = owner.Value.Email, ["type"] = "PERSON", ["archived"] = false })]),
    };

    private static JsonNode Sent(RecordedRequest request) => JsonNode.Parse(request.Content.Span)!;

    private static JsonObject Error(string category, string message) => HubSpotWrites.Error(category, message);

    private static Task WriteAsync(HttpContext context, (int Status, JsonObject Body) answer) => WriteAsync(context, answer.Status, answer.Body);

    private static Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
