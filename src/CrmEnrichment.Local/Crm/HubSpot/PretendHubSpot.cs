using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CrmEnrichment.Local.Crm.HubSpot;

/// <summary>HubSpot's CRM API as far as it is asked: a record by id, searches by equality, and what is written after the call (docs/crm/hubspot.md).</summary>
public sealed class PretendHubSpot : IPretendSource
{
    /// <summary>The one version that it has.</summary>
    public const string Version = "2026-09";

    private readonly HubSpotWrites _writes;
    private readonly HubSpotBatches _batches;
    private PretendSystem? _system;

    private PretendHubSpot() => (_writes, _batches) = (new(Store), new(Store));

    /// <summary>Associations that one answer shows at most.</summary>
    public int AssociationsOfPage
    {
        get => _batches.Page;
        set => _batches.Page = value;
    }

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

    /// <summary>Files by their ids. One of the same name takes the place of another.</summary>
    public ConcurrentDictionary<string, (string Name, byte[] Content)> Files { get; } = new(StringComparer.Ordinal);

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
                var query = QueryHelpers.ParseQuery(request.Query);
                var asked = query.GetValueOrDefault("properties").ToString().Split(',');
                var key = query.GetValueOrDefault("idProperty").ToString();
                return key.Length > 0 && !Store.Unique.Contains((type, key)) && (type, key) is not ("contacts", "email") ? WriteAsync(context, 400, Error("VALIDATION_ERROR", $"{key} is not a unique identifier property"))
                    : (key.Length > 0 ? Store.Find(type, key, Uri.UnescapeDataString(id)) : Store.Find(type, id)) is { } found
                    ? WriteAsync(context, 200, HubSpotRecord.Show(found.Id, found.Record, asked))
                    : WriteAsync(context, 404, Error("OBJECT_NOT_FOUND", "resource not found"));
            case ("POST", ["", "crm", "objects", Version, var type, "batch", "read"]):
                return WriteAsync(context, _batches.Read(type, Sent(request)));
            case ("POST", ["", "crm", "associations", Version, var type, var with, "batch", "read"]):
                return WriteAsync(context, _batches.Associations(type, with, Sent(request)));
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
            case ("POST", ["", "files", "v3", "files"]):
                return UploadAsync(context, request);
            case ("GET", ["", "crm", "owners", Version]):
                return WriteAsync(context, 200, Owners(QueryHelpers.ParseQuery(request.Query).GetValueOrDefault("email").ToString()));
            default:
                request.Unexpected = true;
                return WriteAsync(context, 501, Error("NOT_IMPLEMENTED", $"The pretend HubSpot does not have {request.Method} {request.Path}."));
        }
    }

    /// <summary>A form with <c>file</c>, <c>fileName</c>, <c>folderPath</c> and <c>options</c>, which say who may see it.</summary>
    private async Task UploadAsync(HttpContext context, RecordedRequest request)
    {
        using var body = new MemoryStream(request.Content.ToArray());
        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.Headers["Content-Type"]).Boundary).Value!, body);
        var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
        {
            using var content = new MemoryStream();
            await section.Body.CopyToAsync(content, context.RequestAborted);
            parts[HeaderUtilities.RemoveQuotes(ContentDispositionHeaderValue.Parse(section.ContentDisposition).Name).Value!] = content.ToArray();
        }

        if (!parts.TryGetValue("file", out var file) || !parts.TryGetValue("fileName", out var name) || !parts.ContainsKey("folderPath")
            || JsonNode.Parse(parts.GetValueOrDefault("options", "{}"u8.ToArray()))!["access"]?.ToString() is not "PRIVATE")
        {
            await WriteAsync(context, 400, Error("VALIDATION_ERROR", "file, fileName, folderPath and a private access are needed"));
            return;
        }

        var fileName = Encoding.UTF8.GetString(name);
        var known = Files.FirstOrDefault(other => string.Equals(other.Value.Name, fileName, StringComparison.Ordinal)).Key;
        var id = known ?? (900_000 + Files.Count).ToString(CultureInfo.InvariantCulture);
        Files[id] = (fileName, file);
        await WriteAsync(context, 201, new JsonObject { ["id"] = id, ["name"] = fileName, ["access"] = "PRIVATE" });
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
