using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Events;

/// <summary>To which functions EventBridge takes an event: the rules of template.yaml, with its default topic.</summary>
internal static class EventRules
{
    private const string PartnerSource = "aws.partner/genesys.com/cloud/";
    private const string PartnerTopics = "v2.detail.events.conversation.{id}.";

    public static IReadOnlyList<string> TargetsOf(JsonNode? published)
    {
        var (source, type) = (Text(published, "source"), Text(published, "detail-type"));
        var isPartner = source.StartsWith(PartnerSource, StringComparison.Ordinal) && type.StartsWith(PartnerTopics, StringComparison.Ordinal);
        var topic = isPartner ? type[PartnerTopics.Length..] : "";
        var isTutorial = source is "genesys.cloud";
        var enriched = topic is "customer.start" || isTutorial && type is "Genesys Interaction Event" or "genesys.interaction.created" or "genesys.interaction.updated";
        var logged = enriched || isTutorial && type is "genesys.interaction.ended" || topic is "customer.end" or "user.start" or "user.end" or "acw" or "wrapup";
        return [.. enriched ? [ProductFunctions.EnrichInteraction] : Array.Empty<string>(), .. logged ? [ProductFunctions.LogInteraction] : Array.Empty<string>()];
    }

    private static string Text(JsonNode? json, string name) => json is JsonObject o && o[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
