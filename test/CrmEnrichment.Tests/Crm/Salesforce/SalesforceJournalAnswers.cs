using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.Crm.Salesforce;

/// <summary>Salesforce's side of writing: composites, and what they answer.</summary>
internal static class SalesforceJournalAnswers
{
    public const string Root = "/services/data/v67.0";
    public const string Composite = $"{Root}/composite";
    public const string TaskId = "00T000000000001AAA";

    /// <summary>Written, and read back as it was written.</summary>
    public static string Written(IReadOnlyDictionary<string, string> fields, string id = TaskId, int status = 201)
    {
        var record = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, field.Key is "CallDurationInSeconds" ? JsonValue.Create(long.Parse(field.Value)) : (JsonNode?)field.Value)))
        {
            ["Id"] = id,
        };
        return Parts((status, status is 204 ? null : new JsonObject { ["id"] = id, ["success"] = true }), (200, record));
    }

    public static string Refused(string code, params string[] fields) => Parts((400, Errors(code, fields)), (404, Errors("NOT_FOUND")));

    public static string Parts(params (int Status, JsonNode? Body)[] parts) => new JsonObject
    {
        ["compositeResponse"] = new JsonArray([.. parts.Select(part => new JsonObject { ["body"] = part.Body, ["httpStatusCode"] = part.Status, ["referenceId"] = "x" })]),
    }.ToJsonString();

    public static JsonArray Errors(string code, params string[] fields) => ErrorsOf(code, "Dana 3175550142", fields);

    public static JsonArray ErrorsOf(string code, string message, params string[] fields) =>
        [new JsonObject { ["errorCode"] = code, ["message"] = message, ["fields"] = new JsonArray([.. fields.Select(field => JsonValue.Create(field))]) }];

    /// <summary>Method, url and body of one request of a composite.</summary>
    public static (string Method, string Url, JsonElement Body) Part(SentRequest request, int index)
    {
        var part = JsonElement.Parse(request.Body).GetProperty("compositeRequest")[index];
        return (part.GetProperty("method").GetString()!, part.GetProperty("url").GetString()!, part.TryGetProperty("body", out var body) ? body : default);
    }

    public static Dictionary<string, string> Sent(SentRequest request) =>
        Part(request, 0).Body.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.ToString(), StringComparer.Ordinal);
}
