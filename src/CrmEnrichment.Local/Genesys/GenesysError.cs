using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CrmEnrichment.Local.Genesys;

/// <summary>The error body of the Genesys Cloud API.</summary>
internal static class GenesysError
{
    public static Task WriteAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Body(status, code, message), context.RequestAborted);
    }

    public static string Body(int status, string code, string message) => new JsonObject
    {
        ["message"] = message,
        ["code"] = code,
        ["status"] = status,
        ["contextId"] = Guid.NewGuid().ToString(),
        ["details"] = new JsonArray(),
        ["errors"] = new JsonArray(),
    }.ToJsonString();
}
