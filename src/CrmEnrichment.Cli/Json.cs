using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmEnrichment.Cli;

/// <summary>How the tool writes JSON: names as in the letters, nothing for what is not there.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static T? Read<T>(string line) => JsonSerializer.Deserialize<T>(line, s_options);

    public static string Line<T>(T value) => JsonSerializer.Serialize(value, s_options);
}
