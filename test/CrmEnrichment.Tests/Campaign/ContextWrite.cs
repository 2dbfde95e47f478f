using System.Text.Json.Nodes;
using CrmEnrichment.Local.Genesys;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>The one PATCH with a customer that an event may cause.</summary>
/// <param name="Participant">The customer's; null in the tutorial's dialect, which writes on the interaction.</param>
internal sealed record ContextWrite(string Conversation, string? Participant, JsonObject Fields)
{
    public string Path => Participant is null
        ? $"/api/v2/interactions/{Conversation}"
        : $"/api/v2/conversations/{Conversation}/participants/{Participant}/attributes";

    public JsonObject Body => BodyOf(Fields);

    /// <summary>What the agent is told when every source failed, before the replay writes the rest.</summary>
    public JsonObject FailureBody => BodyOf(new JsonObject { [Participant is null ? "lookupStatus" : "crm.lookupStatus"] = "Failed" });

    /// <summary>Whether Genesys now holds exactly this.</summary>
    public bool IsOn(PretendGenesys genesys)
    {
        var conversation = genesys.Conversations[Conversation];
        var held = Participant is null
            ? conversation.Context
            : new JsonObject(conversation.AttributesOf(Participant).Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value)));
        return JsonNode.DeepEquals(held, Fields);
    }

    private JsonObject BodyOf(JsonObject fields) => new() { [Participant is null ? "context" : "attributes"] = fields.DeepClone() };
}
