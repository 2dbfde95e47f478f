using System.Text.Json.Nodes;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>Unique events of both dialects, from the seed.</summary>
internal sealed class EventDeck(Callers callers, Random dice)
{
    private const string Purpose = "customer.start";

    public List<CampaignEvent> Deal(int count) => [.. Enumerable.Range(0, count).Select(Next)];

    private CampaignEvent Next(int index) => dice.Next(100) switch
    {
        < 25 => Partner(index, "voice, known", callers.Known(dice) is var known ? known.Fields : null!, b => b["ani"] = "tel:" + known.Number),
        < 33 => Partner(index, "voice, unknown", Callers.Nobody, b => b["ani"] = "tel:" + Callers.Unknown(dice)),
        < 41 => Partner(index, "voice, ambiguous", callers.Ambiguous(dice) is var several ? several.Fields : null!, b => b["ani"] = "tel:" + several.Number),
        < 44 => Partner(index, "voice, withheld", Callers.Nobody, b => b["ani"] = "anonymous"),
        < 49 => Partner(index, "voice, outbound", callers.Known(dice) is var dialled ? dialled.Fields : null!, b => (b["direction"], b["dnis"]) = ("OUTBOUND", "tel:" + dialled.Number)),
        < 51 => Partner(index, "voice, as deep as JSON may be", callers.Known(dice) is var deep ? deep.Fields : null!, b => (b["ani"], b["deep"]) = ("tel:" + deep.Number, Nested(61))),
        < 54 => Partner(index, "callback", callers.Known(dice) is var back ? back.Fields : null!, b => (b["mediaType"], b["callbackNumbers"]) = ("CALLBACK", new JsonArray(back.Number))),
        < 60 => Partner(index, "sms", callers.Known(dice) is var writer ? writer.Fields : null!, b => (b["mediaType"], b["messageType"], b["addressFrom"]) = ("MESSAGE", "SMS", writer.Number)),
        < 63 => Partner(index, "web message", Callers.Nobody, b => (b["mediaType"], b["messageType"], b["addressFrom"]) = ("MESSAGE", "WEBMESSAGING", Id())),
        < 66 => Partner(index, "e-mail", Callers.Nobody, b => (b["mediaType"], b["addressFrom"]) = ("EMAIL", "pat.doe@example.org")),
        < 72 => Flow(index),
        < 82 => Tutorial(index, "tutorial, by id", callers.Known(dice) is var named ? named.Fields : null!, d => d["externalCustomerId"] = named.Id),
        < 87 => Tutorial(index, "tutorial, by number", callers.Known(dice) is var caller ? caller.Fields : null!, d => d["ani"] = caller.Number),
        < 90 => Tutorial(index, "tutorial, unknown", Callers.Nobody, d => d["externalCustomerId"] = "CUST-UNKNOWN"),
        < 92 => NotOurs(index),
        < 93 => TooOld(index),
        _ => Malformed(index),
    };

    private CampaignEvent Partner(int index, string kind, JsonObject fields, Action<JsonObject> caller, string topic = Purpose)
    {
        var (conversation, participant) = (Id(), Id());
        var sent = PartnerEvent(index, topic, conversation, participant, caller);
        return new CampaignEvent(CampaignEvent.MarkerOf(index), kind, sent.ToJsonString()) { Write = new ContextWrite(conversation, participant, Attributes(fields)) };
    }

    /// <summary>Names the flow's participant: the customer's is found by reading the conversation.</summary>
    private CampaignEvent Flow(int index)
    {
        var known = callers.Known(dice);
        var flow = Partner(index, "flow", known.Fields, b => (b["ani"], b["participantId"]) = ("tel:" + known.Number, Id()), "flow.start");
        return flow;
    }

    private CampaignEvent Tutorial(int index, string kind, JsonObject fields, Action<JsonObject> customer)
    {
        var interaction = Id();
        var sent = TutorialEvent(index, interaction, customer);
        return new CampaignEvent(CampaignEvent.MarkerOf(index), kind, sent.ToJsonString()) { Write = new ContextWrite(interaction, null, fields) };
    }

    private CampaignEvent NotOurs(int index)
    {
        var sent = PartnerEvent(index, dice.Next(2) == 0 ? "user.start" : "attributes", Id(), Id(), _ => { });
        return new CampaignEvent(CampaignEvent.MarkerOf(index), "not ours", sent.ToJsonString());
    }

    /// <summary>Has no effect, and is no letter: whoever wants it raises Genesys__MaxEventAge.</summary>
    private CampaignEvent TooOld(int index)
    {
        var sent = PartnerEvent(index, Purpose, Id(), Id(), b => (b["ani"], b["eventTime"]) = ("tel:" + callers.Known(dice).Number, index));
        return new CampaignEvent(CampaignEvent.MarkerOf(index), "too old", sent.ToJsonString());
    }

    private CampaignEvent Malformed(int index)
    {
        var partner = PartnerEvent(index, Purpose, Id(), Id(), _ => { });
        var body = partner["detail"]!["eventBody"]!.AsObject();
        var (kind, payload) = dice.Next(6) switch
        {
            0 => ("no JSON", $"this is no JSON {CampaignEvent.MarkerOf(index)}"),
            1 => ("half a JSON", partner.ToJsonString()[..^9]),
            2 => ("an array", new JsonArray(CampaignEvent.MarkerOf(index)).ToJsonString()),
            3 => ("an id that is a path", TutorialEvent(index, "../../admin", _ => { }).ToJsonString()),
            4 => ("a number for text", With(() => body["ani"] = 42)),
            _ => ("no detail", With(() => partner.Remove("detail"))),
        };
        return new CampaignEvent(CampaignEvent.MarkerOf(index), "malformed: " + kind, payload) { IsMalformed = true };

        string With(Action change)
        {
            change();
            return partner.ToJsonString();
        }
    }

    private JsonObject PartnerEvent(int index, string topic, string conversation, string participant, Action<JsonObject> caller)
    {
        var body = new JsonObject
        {
            ["eventTime"] = SampleEvents.RecordedAt.ToUnixTimeMilliseconds() + index,
            ["conversationId"] = conversation,
            ["participantId"] = participant,
            ["sessionId"] = Id(),
            ["mediaType"] = "VOICE",
            ["direction"] = "INBOUND",
        };
        caller(body);
        return Envelope(index, "aws.partner/genesys.com/cloud/0b9a3c5e-6f1d-4c1b-9b3e-2a7f4d8e5c10/crm-enrichment", "v2.detail.events.conversation.{id}." + topic, new JsonObject
        {
            ["topicName"] = $"v2.detail.events.conversation.{conversation}.{topic}",
            ["version"] = "2",
            ["eventBody"] = body,
            ["metadata"] = new JsonObject { ["CorrelationId"] = Id() },
        });
    }

    private JsonObject TutorialEvent(int index, string interaction, Action<JsonObject> customer)
    {
        var detail = new JsonObject { ["interactionId"] = interaction, ["type"] = "voice", ["direction"] = "inbound", ["initiationTimestamp"] = "2026-08-20T14:03:11Z" };
        customer(detail);
        return Envelope(index, "genesys.cloud", "Genesys Interaction Event", detail);
    }

    private JsonObject Envelope(int index, string source, string detailType, JsonObject detail) => new()
    {
        ["version"] = "0",
        ["id"] = Id(),
        ["detail-type"] = detailType,
        ["source"] = source,
        ["time"] = "2026-08-20T14:03:11Z",
        ["resources"] = new JsonArray(CampaignEvent.MarkerOf(index)),
        ["detail"] = detail,
    };

    /// <summary>The partner dialect's form: names prefixed, every value a text.</summary>
    private static JsonObject Attributes(JsonObject fields) =>
        new(fields.Select(f => KeyValuePair.Create("crm." + f.Key, (JsonNode?)(f.Value!.GetValueKind() is System.Text.Json.JsonValueKind.String ? f.Value.GetValue<string>() : f.Value.ToJsonString()))));

    private static JsonNode Nested(int levels)
    {
        JsonNode deep = new JsonObject();
        for (var i = 1; i < levels; i++)
        {
            deep = new JsonObject { ["in"] = deep };
        }

        return deep;
    }

    private string Id()
    {
        var bytes = new byte[16];
        dice.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
