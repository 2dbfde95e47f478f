using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Lambda;

/// <summary>A function as Lambda's API describes it.</summary>
internal static class FunctionConfiguration
{
    public static JsonObject Of(FunctionDefinition function) => new()
    {
        ["FunctionName"] = function.Name,
        ["FunctionArn"] = function.Arn,
        ["Handler"] = function.Handler ?? function.Name,
        ["Timeout"] = (int)function.Timeout.TotalSeconds,
        ["MemorySize"] = function.MemoryMegabytes,
        ["Version"] = function.Version,
        ["State"] = "Active",
        ["Environment"] = new JsonObject
        {
            ["Variables"] = new JsonObject(function.Environment
                .OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value))),
        },
    };
}
