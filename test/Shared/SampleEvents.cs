using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests;

/// <summary>The events of the <c>events/</c> folder, by the beginning of their file's name.</summary>
public static class SampleEvents
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "events");

    /// <summary>When the recorded events happened.</summary>
    public static DateTimeOffset RecordedAt { get; } = DateTimeOffset.FromUnixTimeMilliseconds(1_787_234_591_482);

    public static string Text(string start) => File.ReadAllText(Directory.GetFiles(s_folder, start + "*.json").Single());

    public static JsonElement Read(string start) => JsonElement.Parse(Text(start));

    /// <summary>The event with some members of its envelope, detail or body replaced.</summary>
    public static JsonElement With(string start, Action<JsonNode> change)
    {
        var node = JsonNode.Parse(Text(start))!;
        change(node);
        return JsonElement.Parse(node.ToJsonString());
    }

    /// <summary>An event in the tutorial's dialect, happening when the recorded ones did.</summary>
    public static JsonElement Tutorial(string? externalCustomerId = "ACCT-99281", string detailType = "Genesys Interaction Event") => JsonElement.Parse($$"""
        {
          "version": "0",
          "id": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
          "detail-type": {{JsonSerializer.Serialize(detailType)}},
          "source": "genesys.cloud",
          "account": "123456789012",
          "time": "2026-08-20T14:03:12Z",
          "region": "us-east-1",
          "resources": [],
          "detail": {
            "interactionId": "8f7e6d5c-4b3a-2109-8765-4321fedcba09",
            "type": "voice",
            "direction": "inbound",
            "initiationTimestamp": "2026-08-20T14:03:11Z"{{(externalCustomerId is null ? "" : $", \"externalCustomerId\": {JsonSerializer.Serialize(externalCustomerId)}")}}
          }
        }
        """);
}
