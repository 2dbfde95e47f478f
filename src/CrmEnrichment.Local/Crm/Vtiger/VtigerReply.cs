using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Crm.Vtiger;

/// <summary>The envelope of every answer.</summary>
internal static class VtigerReply
{
    public static JsonObject Result(JsonNode result) => new() { ["success"] = true, ["result"] = result };

    public static JsonObject Denied(string what = "") => Error("ACCESS_DENIED", $"Permission to perform the operation is denied{what}");

    public static JsonObject Error(JsonNode code, string message) => new() { ["success"] = false, ["error"] = new JsonObject { ["code"] = code, ["message"] = message } };
}
