using System.Text;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Benchmarks;

/// <summary>The sample event 01 as a call that begins now: a second one would be a duplicate.</summary>
internal static class FreshEvent
{
    private static readonly string s_sample = File.ReadAllText(
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "events"), "01-*.json").Single());

    public static byte[] Next()
    {
        var conversation = Guid.NewGuid().ToString();
        var node = JsonNode.Parse(s_sample)!;
        node["id"] = Guid.NewGuid().ToString();
        node["detail"]!["topicName"] = $"v2.detail.events.conversation.{conversation}.customer.start";
        node["detail"]!["eventBody"]!["conversationId"] = conversation;
        node["detail"]!["eventBody"]!["eventTime"] = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return Encoding.UTF8.GetBytes(node.ToJsonString());
    }
}
