using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmEnrichment.Local.Crm.HubSpot;

/// <summary>HubSpot's CRM API as far as it is asked: a record by id, and searches by equality (docs/crm/hubspot.md).</summary>
public sealed class PretendHubSpot : IPretendSource
{
    /// <summary>The one version that it has.</summary>
    public const string Version = "2026-09";

    private readonly ConcurrentDictionary<(string Type, string Id), JsonObject> _records = new();
    private PretendSystem? _system;

    private PretendHubSpot()
    {
    }

    public string Kind => "HubSpot";

    public Uri Url => _system!.Url;

    public RequestLog Requests => _system!.Requests;

    public FaultScript Faults => _system!.Faults;

    /// <summary>The service key. Change it to rotate.</summary>
    public string AccessToken { get; set; } = "pat-local";

    public string Secret => new JsonObject { ["access_token"] = AccessToken }.ToJsonString();

    /// <summary>Properties that the account does not have. It has any other.</summary>
    public ISet<string> NoSuchProperties { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Adds a record, or replaces the one of that id. What is associated with it is a property <c>associations.…</c>, as searches have it.</summary>
    public void Put(string type, string id, params (string Property, string? Value)[] properties) =>
        _records[(type, id)] = new JsonObject(properties.Append(("hs_object_id", id)).Select(p => KeyValuePair.Create<string, JsonNode?>(p.Item1, p.Item2)));

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
                return _records.TryGetValue((type, id), out var record)
                    ? WriteAsync(context, 200, Show(id, record, asked))
                    : WriteAsync(context, 404, Error("OBJECT_NOT_FOUND", "resource not found"));
            default:
                request.Unexpected = true;
                return WriteAsync(context, 501, Error("NOT_IMPLEMENTED", $"The pretend HubSpot does not have {request.Method} {request.Path}."));
        }
    }

    private Task SearchAsync(HttpContext context, RecordedRequest request, string type)
    {
        var search = JsonElement.Parse(request.Content.Span);
        var newestBy = search.GetProperty("sorts")[0].GetString()!.TrimStart('-');
        var found = _records
            .Where(record => string.Equals(record.Key.Type, type, StringComparison.Ordinal) && search.GetProperty("filterGroups").EnumerateArray().Any(group => Fits(record.Value, group)))
            .OrderByDescending(record => record.Value[newestBy]?.ToString(), StringComparer.Ordinal).ToList();
        var asked = search.GetProperty("properties").EnumerateArray().Select(property => property.GetString()!).ToArray();
        return WriteAsync(context, 200, new JsonObject
        {
            ["total"] = found.Count,
            ["results"] = new JsonArray([.. found.Take(search.GetProperty("limit").GetInt32()).Select(record => Show(record.Key.Id, record.Value, asked))]),
        });
    }

    private static bool Fits(JsonObject record, JsonElement group) => group.GetProperty("filters").EnumerateArray().All(filter =>
        filter.GetProperty("operator").GetString() is "EQ"
        && string.Equals(record[filter.GetProperty("propertyName").GetString()!]?.ToString(), filter.GetProperty("value").GetString(), StringComparison.Ordinal));

    // What was asked for and is not there is null.
    private static JsonObject Show(string id, JsonObject record, string[] asked) => new()
    {
        ["id"] = id,
        ["properties"] = new JsonObject(asked.Distinct(StringComparer.Ordinal).Select(property => KeyValuePair.Create(property, record[property]?.DeepClone()))),
        ["createdAt"] = "2024-01-01T00:00:00.000Z",
        ["updatedAt"] = "2024-01-01T00:00:00.000Z",
        ["archived"] = false,
    };

    private static JsonObject Error(string category, string message) => new()
    {
        ["status"] = "error",
        ["message"] = message,
        ["correlationId"] = Guid.NewGuid().ToString(),
        ["category"] = category,
    };

    private static Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
