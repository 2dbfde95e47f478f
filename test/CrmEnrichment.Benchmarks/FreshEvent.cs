using System.Text;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Benchmarks;

/// <summary>A sample event as a call that begins now: a second one would be a duplicate.</summary>
internal static class FreshEvent
{
    private static readonly JsonObject s_partner = Read("01-customer-start-voice-inbound-known-ani.json");
    private static readonly JsonObject s_tutorial = Read("tutorial-interaction-created.json");
    private static readonly byte[] s_lookup = Encoding.UTF8.GetBytes(Read(Path.Combine("http", "lookup-customer.json")).ToJsonString());

    public static byte[] Partner()
    {
        var (node, conversation) = ((JsonObject)s_partner.DeepClone(), Guid.NewGuid().ToString());
        node["id"] = Guid.NewGuid().ToString();
        node["detail"]!["topicName"] = $"v2.detail.events.conversation.{conversation}.customer.start";
        node["detail"]!["eventBody"]!["conversationId"] = conversation;
        node["detail"]!["eventBody"]!["eventTime"] = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return Encoding.UTF8.GetBytes(node.ToJsonString());
    }

    public static byte[] Tutorial()
    {
        var node = (JsonObject)s_tutorial.DeepClone();
        node["id"] = Guid.NewGuid().ToString();
        node["detail"]!["interactionId"] = Guid.NewGuid().ToString();
        return Encoding.UTF8.GetBytes(node.ToJsonString());
    }

    /// <summary>A look-up over HTTP, as API Gateway sends it: may be repeated as it is.</summary>
    public static byte[] Lookup() => s_lookup;

    private static JsonObject Read(string sample) => (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "events", sample)))!;
}
