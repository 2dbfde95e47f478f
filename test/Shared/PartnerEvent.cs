using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests;

/// <summary>An event of a voice call as Genesys Cloud publishes it on EventBridge.</summary>
internal static class PartnerEvent
{
    /// <param name="conversation">Its id.</param>
    /// <param name="topic">Such as <c>user.end</c>.</param>
    /// <param name="participant">Whose event it is; also the session's id.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="number">The customer's, in E.164.</param>
    /// <param name="newId">Gives the ids of the event itself.</param>
    /// <param name="with">What only this topic has.</param>
    public static string Write(string conversation, string topic, string participant, DateTimeOffset at, string number, Func<string> newId, Action<JsonObject>? with = null)
    {
        var body = new JsonObject
        {
            ["eventTime"] = at.ToUnixTimeMilliseconds(),
            ["conversationId"] = conversation,
            ["participantId"] = participant,
            ["sessionId"] = participant,
            ["mediaType"] = "VOICE",
            ["direction"] = "INBOUND",
            ["ani"] = $"tel:{number}",
            ["dnis"] = "tel:+13175550100",
            ["queueId"] = "51a20001-4a1b-4c2d-8e3f-09dd323e1eef",
        };
        with?.Invoke(body);
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = newId(),
            ["detail-type"] = $"v2.detail.events.conversation.{{id}}.{topic}",
            ["source"] = "aws.partner/genesys.com/cloud/0b9a3c5e-6f1d-4c1b-9b3e-2a7f4d8e5c10/crm-enrichment",
            ["time"] = at.ToString("O"),
            ["detail"] = new JsonObject
            {
                ["topicName"] = $"v2.detail.events.conversation.{conversation}.{topic}",
                ["version"] = "2",
                ["eventBody"] = body,
                ["metadata"] = new JsonObject { ["CorrelationId"] = newId() },
            },
        }.ToJsonString();
    }
}
